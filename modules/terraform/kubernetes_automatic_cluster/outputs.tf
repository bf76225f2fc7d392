output "id" {
  description = "Id of the cluster."
  value       = azurerm_kubernetes_automatic_cluster.this.id
}

output "name" {
  description = "Name of the cluster."
  value       = azurerm_kubernetes_automatic_cluster.this.name
}

output "oidc_issuer_url" {
  description = "URL of the cluster's token issuer, the issuer of every workload identity's federated credential."
  value       = azurerm_kubernetes_automatic_cluster.this.oidc_issuer_url
}
