# Remediation tasks at a management group: they bring resources that were there before a policy in line with it, once.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
