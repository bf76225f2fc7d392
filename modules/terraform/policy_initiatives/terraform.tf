# Azure Policy initiatives at a management group: sets of policies that are assigned together, each pinned to a version.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
