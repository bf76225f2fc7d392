resource "azurerm_management_group_policy_remediation" "this" {
  for_each = var.remediations

  name                           = each.key
  management_group_id            = var.management_group_id
  policy_assignment_id           = each.value.policy_assignment_id
  policy_definition_reference_id = each.value.policy_definition_reference_id
  location_filters               = each.value.location_filters
}
