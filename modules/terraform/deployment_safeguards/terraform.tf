# Deployment safeguards of an AKS cluster: workloads against best practice bring a warning, or are refused and mended.
# The cluster needs the Azure Policy add-on.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
