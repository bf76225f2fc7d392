# Azure Firewall Standard or Premium, in a hub network or in a virtual hub, with a policy that lets the private AKS clusters of
# the spokes reach what they need, denies known malicious addresses and answers DNS for the spokes.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
