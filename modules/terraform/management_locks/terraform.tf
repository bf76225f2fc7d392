# Locks that keep what the platform stands on from being deleted or changed by mistake.
# A lock on what Terraform manages also stops Terraform: take it away first, in a change of its own. Let the call depend on
# every call that makes something in a locked scope, so that on destroy the locks go first.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
