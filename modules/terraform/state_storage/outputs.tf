output "id" {
  description = "Resource id of the storage account."
  value       = azurerm_storage_account.this.id
}

output "name" {
  description = "Name of the storage account."
  value       = azurerm_storage_account.this.name
}

output "container_ids" {
  description = "Resource ids of the containers, by name."
  value       = { for name, container in azurerm_storage_container.this : name => container.id }
}
