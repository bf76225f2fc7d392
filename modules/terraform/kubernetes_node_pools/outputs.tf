output "ids" {
  description = "Ids of the node pools, by name."
  value       = { for name, pool in azurerm_kubernetes_cluster_node_pool.this : name => pool.id }
}
