# Routing intent of a virtual hub: sends the traffic of the connected networks through the firewall in the hub.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
