# Groups of dedicated hosts: physical servers that run one node pool's nodes and nothing else. The cluster's
# identity may place nodes on them, which it needs before the pool is made.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
