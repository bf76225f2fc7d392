# A private AKS Automatic cluster: AKS chooses nodes, network and upgrades itself, and sets Entra sign-in, Azure RBAC,
# workload identity and policy. Azure keeps the private DNS zone of its API server in the node resource group.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
