# A route server: exchanges routes over BGP between network virtual appliances and the gateways of the hub network.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
