# The management group hierarchy, up to four levels below an existing parent, and the place of each subscription in it.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
