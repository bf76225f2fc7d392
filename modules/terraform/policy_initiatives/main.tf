resource "azurerm_management_group_policy_set_definition" "this" {
  for_each = var.initiatives

  name                = each.key
  management_group_id = var.management_group_id
  policy_type         = "Custom"
  display_name        = each.value.display_name
  description         = each.value.description
  metadata            = jsonencode({ category = each.value.category, version = each.value.version })

  # Azure returns no parameters where there are none, which an empty object would differ from.
  parameters = length(try(jsondecode(each.value.parameters_json), {})) == 0 ? null : jsonencode(jsondecode(each.value.parameters_json))

  dynamic "policy_definition_group" {
    for_each = each.value.groups

    content {
      name         = policy_definition_group.key
      display_name = policy_definition_group.value.display_name
      description  = policy_definition_group.value.description
      category     = policy_definition_group.value.category
    }
  }

  dynamic "policy_definition_reference" {
    for_each = each.value.references

    content {
      reference_id         = policy_definition_reference.key
      policy_definition_id = policy_definition_reference.value.policy_definition_id
      version              = policy_definition_reference.value.version
      parameter_values     = length(try(jsondecode(policy_definition_reference.value.parameter_values_json), {})) == 0 ? null : jsonencode(jsondecode(policy_definition_reference.value.parameter_values_json))
      policy_group_names   = length(policy_definition_reference.value.group_names) == 0 ? null : policy_definition_reference.value.group_names
    }
  }
}
