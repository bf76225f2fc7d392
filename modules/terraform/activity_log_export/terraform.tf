# Sends the activity log of a subscription to a Log Analytics workspace, where it outlives the 90 days that Azure keeps it.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
