# Roles that people may activate for a while with Privileged Identity Management, instead of holding them always.
# Needs Microsoft Entra ID P2 or Governance licences for those who activate.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
