# A Fleet Manager without a hub cluster: AKS clusters are its members, each in a group, and an update strategy upgrades the
# groups one stage after the other. An update run that follows it is started by a pipeline, not by Terraform.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
