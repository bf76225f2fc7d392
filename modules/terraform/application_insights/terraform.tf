# Application Insights on a Log Analytics workspace, for traces that OpenTelemetry collects. Applications sign in with
# Entra ID, so that the connection string alone lets nobody in.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
