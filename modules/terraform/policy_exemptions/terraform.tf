# Exemptions from policy assignments: where, why and until when a policy is not to apply. None is without an end.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
