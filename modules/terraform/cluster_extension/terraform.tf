# An extension of an AKS cluster, such as Dapr. Azure upgrades it within its release train, unless a version is pinned.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
