# Azure Bastion: the one way for administrators to reach machines in the virtual networks, with native clients through tunnels,
# and without copy and paste, file copy or shareable links.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
