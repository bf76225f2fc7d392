# An ExpressRoute gateway in the hub network and its connections to circuits. Azure assigns and keeps its public IP address:
# a gateway that names one of its own would be replaced at the next plan. Its SKUs are zone-redundant by themselves.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
