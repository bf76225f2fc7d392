# A Kubernetes cluster outside Azure, shown in it by Azure Arc: what its agent installs, and what Flux applies. AKS clusters need no Arc.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
