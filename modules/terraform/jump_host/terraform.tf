# A Linux machine for administrators, without a public address. They sign in with Entra; the local account has the
# customer's public SSH key and no password, so that no secret stands in the state.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
