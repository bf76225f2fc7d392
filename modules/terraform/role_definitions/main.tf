resource "azurerm_role_definition" "this" {
  for_each = var.definitions

  # Made from what doesn't change, so that a role that is created anew keeps its id and the plan shows it.
  role_definition_id = uuidv5("url", "${var.scope}/${each.key}")
  name               = each.value.name
  description        = each.value.description
  scope              = var.scope
  assignable_scopes  = length(each.value.assignable_scopes) == 0 ? [var.scope] : each.value.assignable_scopes

  permissions {
    actions          = each.value.actions
    not_actions      = each.value.not_actions
    data_actions     = each.value.data_actions
    not_data_actions = each.value.not_data_actions
  }
}
