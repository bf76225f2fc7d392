# Front Door Premium: one address for a workload in several regions, a web application firewall that prevents, and origins
# that are reached by private link. A private link waits for approval at its service, once.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
