# A new subscription under a billing account. Destroying it cancels the subscription, and Azure deletes it some 90 days later:
# give the provider prevent_cancellation_on_destroy.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
