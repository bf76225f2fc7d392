# The baseline of what the Azure Monitor agent collects from virtual machines, Linux and Windows: performance, system logs and events.
# A machine takes part through an association, which policy or the machine's own module makes.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
