output "ids" {
  description = "Addresses of the keys' current versions, by the key of the input."
  value       = { for key, item in azurerm_key_vault_key.this : key => item.id }
}

output "versionless_ids" {
  description = "Addresses of the keys without a version, by the key of the input."
  value       = { for key, item in azurerm_key_vault_key.this : key => item.versionless_id }
}

output "resource_ids" {
  description = "Resource ids of the keys, the scopes of role assignments, by the key of the input."
  value       = { for key, item in azurerm_key_vault_key.this : key => item.resource_versionless_id }
}
