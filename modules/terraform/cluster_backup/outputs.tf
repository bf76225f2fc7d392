output "id" {
  description = "Resource id of the backup instance."
  value       = azurerm_data_protection_backup_instance_kubernetes_cluster.this.id
}

output "storage_account_id" {
  description = "Resource id of the account that keeps the cluster's resources."
  value       = azurerm_storage_account.this.id
}
