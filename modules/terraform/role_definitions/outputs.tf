output "ids" {
  description = "Resource ids of the roles, by the key of the input, as a role assignment takes them."
  value       = { for key, definition in azurerm_role_definition.this : key => definition.role_definition_resource_id }
}
