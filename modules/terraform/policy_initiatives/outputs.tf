output "ids" {
  description = "Resource ids of the initiatives, by name."
  value       = { for name, initiative in azurerm_management_group_policy_set_definition.this : name => initiative.id }
}
