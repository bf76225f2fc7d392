# Links from a virtual network to existing private DNS zones, so that a spoke resolves the zones of the hub.
# The links stand in the zones' subscription: the caller passes the provider that writes there.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
