# A route-based VPN gateway with BGP, and its connections to other sites with one strong IPsec policy.
# Terraform never sets a connection's shared key: after the first apply an operator sets it from Key Vault, at both ends.
# The provider reads the key back: the state holds it.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
