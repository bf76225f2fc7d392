# Traffic Manager: a name whose DNS answers lead to a region that is healthy, over HTTPS or anything else.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
