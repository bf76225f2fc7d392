# Both halves of a peering between a spoke and the hub, which may stand in another subscription:
# the provider azurerm writes in the spoke's, azurerm.connectivity in the hub's.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source                = "hashicorp/azurerm"
      version               = "~> 5.2"
      configuration_aliases = [azurerm.connectivity]
    }
  }
}
