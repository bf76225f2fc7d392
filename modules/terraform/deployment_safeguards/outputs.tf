output "id" {
  description = "Resource id of the safeguards."
  value       = azurerm_kubernetes_cluster_deployment_safeguard.this.id
}
