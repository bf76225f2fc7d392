# The VPN gateway of a virtual hub, the sites and the connections to them with one strong IPsec policy.
# Terraform never sets the shared key of a link: Azure makes one up, and an operator replaces it out of band from Key Vault, at both ends.
# The provider reads the key back: the state holds it, and plans print it.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
