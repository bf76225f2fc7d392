# An Azure Key Vault that is reachable through its private endpoint only. Access is granted by
# Azure RBAC, and what is deleted can be recovered, but not purged, for up to 90 days.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
