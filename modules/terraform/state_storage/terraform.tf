# The storage account that keeps the Terraform state of the landing zone: access with Entra only, every version kept,
# deleted blobs and containers recoverable, and a lock against deletion.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
