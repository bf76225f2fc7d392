output "id" {
  description = "Id of the cluster."
  value       = azurerm_kubernetes_cluster.this.id
}

output "name" {
  description = "Name of the cluster."
  value       = azurerm_kubernetes_cluster.this.name
}

output "oidc_issuer_url" {
  description = "URL of the cluster's token issuer, the issuer of every workload identity's federated credential."
  value       = azurerm_kubernetes_cluster.this.oidc_issuer_url
}

output "private_fqdn" {
  description = "Private host name of the API server."
  value       = azurerm_kubernetes_cluster.this.private_fqdn
}

output "node_resource_group" {
  description = "Name of the resource group that AKS created for the nodes."
  value       = azurerm_kubernetes_cluster.this.node_resource_group
}

output "control_plane_identity_id" {
  description = "Id of the user-assigned identity that the control plane acts as."
  value       = one(azurerm_kubernetes_cluster.this.identity[0].identity_ids)
}

output "kubelet_identity" {
  description = "The user-assigned identity of the nodes: its resource id, client id and object id."
  value = {
    id        = azurerm_kubernetes_cluster.this.kubelet_identity[0].user_assigned_identity_id
    client_id = azurerm_kubernetes_cluster.this.kubelet_identity[0].client_id
    object_id = azurerm_kubernetes_cluster.this.kubelet_identity[0].object_id
  }
}
