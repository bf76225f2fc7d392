output "ids" {
  description = "Resource ids of the policy assignments, by name."
  value       = { for name, assignment in azurerm_resource_group_policy_assignment.this : name => assignment.id }
}

output "principal_ids" {
  description = "Object ids of the managed identities, by name of the assignment; only of assignments that have one."
  value = {
    for name, assignment in azurerm_resource_group_policy_assignment.this : name => assignment.identity[0].principal_id
    if var.assignments[name].identity
  }
}
