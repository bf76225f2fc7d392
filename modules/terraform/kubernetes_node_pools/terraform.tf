# The user node pools of an AKS cluster: Linux or Windows, regular or spot, with GPUs, in one zone or in all.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
