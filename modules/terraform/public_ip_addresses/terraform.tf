# Reads public IP addresses that another root made: an allow-list needs the addresses themselves, which Azure chooses.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
