output "ids" {
  description = "Resource ids of the management groups, by name."
  value       = local.ids

  precondition {
    condition     = length(local.ids) == length(var.management_groups)
    error_message = "Expected at most four levels of management groups, and no group that is its own ancestor."
  }
}

output "subscription_associations" {
  description = "Resource ids of the associations, by subscription id."
  value       = { for id, association in azurerm_management_group_subscription_association.this : id => association.id }
}
