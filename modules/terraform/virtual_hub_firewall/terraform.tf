# Reads the addresses of the firewall in a virtual hub, which Azure chooses when the firewall is made: a spoke needs them for
# its routes and for the allow-list of a public API server.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
