# GitOps: Flux reads a Git repository and keeps the cluster as its folders say. The cluster has the extension microsoft.flux.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
