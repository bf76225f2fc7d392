# A DDoS protection plan, which the virtual networks of the whole tenant can share: one is enough, and each costs a fixed price.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
