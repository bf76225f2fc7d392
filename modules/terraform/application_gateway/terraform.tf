# An Application Gateway with a web application firewall before one cluster: it ends TLS with a certificate from a
# Key Vault and sends requests to the internal address of the cluster's ingress controller.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
