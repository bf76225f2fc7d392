output "ids" {
  description = "Resource ids of the definitions, by name."
  value       = { for name, definition in azurerm_policy_definition.this : name => definition.id }
}

output "role_definition_ids" {
  description = "Ids of the roles that the identity of an assignment needs, by name of the definition; empty where the definition deploys and modifies nothing."
  value       = { for name, definition in var.definitions : name => try(jsondecode(definition.policy_rule_json).then.details.roleDefinitionIds, []) }
}
