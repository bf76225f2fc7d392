output "ids" {
  description = "Resource ids of the flow logs, by the key of the input."
  value       = { for key, log in azurerm_network_watcher_flow_log.this : key => log.id }
}

output "storage_account_id" {
  description = "Resource id of the storage account."
  value       = azurerm_storage_account.this.id
}
