# User-assigned managed identities, and the outside identities (a pipeline, a Kubernetes service account) they trust.
# A federated credential takes the place of a secret.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
