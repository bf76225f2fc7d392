# Events of an AKS cluster, by an Event Grid system topic that delivers them with its own identity to one target: a storage
# queue, an event hub or a web address that Entra ID guards.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
