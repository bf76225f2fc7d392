# The Azure Monitor workspace, which keeps the Prometheus metrics of the clusters.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
