# Flow logs of virtual networks, kept in a storage account of their own and, on request, analysed in a Log Analytics workspace.
# Azure makes the network watcher of a region together with the first virtual network there.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
