# A private DNS resolver: on-premises servers ask its inbound endpoint for names in the private zones, and the linked networks
# ask on-premises servers through its outbound endpoint, by the rules of a ruleset.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
