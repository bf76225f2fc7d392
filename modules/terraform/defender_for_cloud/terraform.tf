# The plans of Microsoft Defender for Cloud in the provider's subscription, and whom it tells of alerts.
# Destroying a plan sets it back to Free.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
