output "id" {
  description = "Id of the vault, the scope of Key Vault role assignments."
  value       = azurerm_key_vault.this.id
}

output "name" {
  description = "Name of the vault, as a SecretProviderClass expects it."
  value       = azurerm_key_vault.this.name
}

output "vault_uri" {
  description = "URI of the vault's data plane."
  value       = azurerm_key_vault.this.vault_uri
}
