# Azure Managed Grafana on the metrics of an Azure Monitor workspace, reachable through its private endpoint only:
# people sign in with Entra ID, and there are neither API keys nor service account tokens.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
