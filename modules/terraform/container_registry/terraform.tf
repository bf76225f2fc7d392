# A Premium Azure Container Registry that is reachable through its private endpoint only:
# no admin user, no anonymous pull, no export, images addressed by a dedicated data endpoint.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
