# A virtual hub of a virtual WAN: the router of one region, to which virtual networks and gateways connect.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
