resource "azurerm_policy_definition" "this" {
  for_each = var.definitions

  name                = each.key
  management_group_id = var.management_group_id
  policy_type         = "Custom"
  mode                = each.value.mode
  display_name        = each.value.display_name
  description         = each.value.description
  metadata            = jsonencode({ category = each.value.category, version = each.value.version })
  policy_rule         = jsonencode(jsondecode(each.value.policy_rule_json))

  # Azure returns no parameters where there are none, which an empty object would differ from.
  parameters = length(try(jsondecode(each.value.parameters_json), {})) == 0 ? null : jsonencode(jsondecode(each.value.parameters_json))
}
