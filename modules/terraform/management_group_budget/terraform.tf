# A monthly budget of all subscriptions of a management group, with notifications when the actual or the forecast cost passes a share of it.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
