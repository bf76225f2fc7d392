# A private AKS cluster with its node pools, its control-plane logs and Container insights.
# People and pipelines sign in with Entra ID and are authorised by Azure RBAC; pods use workload identities.
# The control-plane identity needs its roles on the subnet, the route table, the private DNS zone and the
# kubelet identity before the cluster is created, so the caller's depends_on names those assignments.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}
