# A disk encryption set: managed disks that name it are encrypted with the customer's key. Its identity has its role on
# the key before the set is made, so that the first disk finds everything in place.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
