# Connects a virtual network to a virtual hub. The hub's subscription holds the connection; its identity needs Network Contributor on the network.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
