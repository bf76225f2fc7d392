# A virtual network with its subnets, their network security groups and a route table. A subnet is born with its group and its
# route table, as policies that deny a subnet without them demand.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
