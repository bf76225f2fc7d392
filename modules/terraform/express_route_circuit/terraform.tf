# An ExpressRoute circuit with its private peering. The connectivity provider has to provision the circuit before a peering or a
# connection can be made: apply without private_peering, give the provider the service key (an operator reads it from Azure), then apply with it.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
