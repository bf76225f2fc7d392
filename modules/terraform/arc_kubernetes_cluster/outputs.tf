output "id" {
  description = "Resource id of the cluster."
  value       = azurerm_arc_kubernetes_cluster.this.id
}
