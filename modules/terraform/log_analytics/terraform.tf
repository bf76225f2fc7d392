# The Log Analytics workspace of the platform. Queries and ingestion authenticate with Entra; the workspace's shared keys are off.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
