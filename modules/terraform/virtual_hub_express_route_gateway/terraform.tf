# The ExpressRoute gateway of a virtual hub and its connections to the private peerings of circuits.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
