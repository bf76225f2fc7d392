output "id" {
  description = "Resource id of the vault."
  value       = azurerm_data_protection_backup_vault.this.id
}

output "name" {
  description = "Name of the vault."
  value       = azurerm_data_protection_backup_vault.this.name
}

output "principal_id" {
  description = "Object id of the vault's identity, which needs roles on what it backs up."
  value       = azurerm_data_protection_backup_vault.this.identity[0].principal_id
}
