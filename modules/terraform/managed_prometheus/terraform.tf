# Sends the Prometheus metrics of an AKS cluster to an Azure Monitor workspace, records what dashboards show
# and alerts on pods, nodes, volumes, quotas and autoscalers that need attention.
# The cluster's own metrics add-on must be on: it is the agent that reads the collection rule.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
