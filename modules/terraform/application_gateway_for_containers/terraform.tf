# Application Gateway for Containers before one cluster: the gateway, its frontend and its way into the network. The
# controller in the cluster does the routing.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
