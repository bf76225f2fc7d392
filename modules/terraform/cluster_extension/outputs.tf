output "id" {
  description = "Resource id of the extension."
  value       = azurerm_kubernetes_cluster_extension.this.id
}
