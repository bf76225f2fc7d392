resource "azurerm_kubernetes_cluster_deployment_safeguard" "this" {
  kubernetes_cluster_id        = var.cluster_id
  level                        = var.level
  pod_security_standards_level = var.pod_security_level
  excluded_namespaces          = var.excluded_namespaces
}
