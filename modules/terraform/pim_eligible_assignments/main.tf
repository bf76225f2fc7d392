resource "azurerm_pim_eligible_role_assignment" "this" {
  for_each = var.assignments

  scope         = each.value.scope
  principal_id  = each.value.principal_id
  justification = each.value.justification

  # Azure answers with the id under the scope's subscription, or without a prefix at a management group; under
  # another one the provider would never find the assignment that it made.
  role_definition_id = "${try(regex("^/subscriptions/[^/]+", each.value.scope), "")}/providers/Microsoft.Authorization/roleDefinitions/${basename(each.value.role_definition_id)}"

  # No start: it is now, and every other plan would move it.
  dynamic "schedule" {
    for_each = each.value.expiration_days == null ? [] : [each.value.expiration_days]

    content {
      expiration {
        duration_days = schedule.value
      }
    }
  }
}
