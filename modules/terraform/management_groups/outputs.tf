output "ids" {
  description = "Resource ids of the management groups, by name."
  value = {
    for name, group in merge(
      azurerm_management_group.level_1,
      azurerm_management_group.level_2,
      azurerm_management_group.level_3,
      azurerm_management_group.level_4,
    ) : name => group.id
  }

  precondition {
    condition     = length(merge(local.level_1, local.level_2, local.level_3, local.level_4)) == length(var.management_groups)
    error_message = "Expected at most four levels of management groups, and no group that is its own ancestor."
  }
}

output "subscription_associations" {
  description = "Resource ids of the associations, by subscription id."
  value       = { for id, association in azurerm_management_group_subscription_association.this : id => association.id }
}
