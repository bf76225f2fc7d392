# Azure Firewall Basic in the hub, with a policy that lets the private AKS clusters of the spokes reach what they need and nothing else.
# Basic alerts on known malicious addresses; denying them, DNS proxy and FQDNs in network rules begin with Standard.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
