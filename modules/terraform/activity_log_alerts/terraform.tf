# Alerts on the activity log: Azure's own incidents, resources that become unhealthy, Advisor's recommendations, and changes to what guards the landing zone.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
