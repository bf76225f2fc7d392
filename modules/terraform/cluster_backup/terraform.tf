# Azure Backup of an AKS cluster: its extension, where it keeps cluster resources, every role that takes part, a policy
# and the backup instance, in the order that they need each other. Volumes become snapshots in a resource group of their own.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
