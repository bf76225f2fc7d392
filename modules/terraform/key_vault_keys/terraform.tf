# RSA keys of a customer's own in a Key Vault, each with a policy by which Key Vault makes new versions. A key has no
# day of expiry: what an expired key had encrypted could not be read any more.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
