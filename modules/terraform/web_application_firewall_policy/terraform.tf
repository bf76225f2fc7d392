# A policy of the regional web application firewall: Microsoft's default rule set and its bot manager's. Application
# Gateway and Application Gateway for Containers refer to it.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
