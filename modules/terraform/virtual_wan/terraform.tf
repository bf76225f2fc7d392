# A virtual WAN of type Standard: the parent of the virtual hubs, whose traffic stays encrypted on its VPN connections.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
