resource "azurerm_management_group_policy_exemption" "this" {
  for_each = { for name, exemption in var.exemptions : name => exemption if exemption.scope_kind == "management_group" }

  name                            = each.key
  management_group_id             = each.value.scope_id
  policy_assignment_id            = each.value.policy_assignment_id
  exemption_category              = each.value.category
  display_name                    = each.value.display_name
  description                     = each.value.description
  expires_on                      = each.value.expires_on
  policy_definition_reference_ids = each.value.reference_ids
}

resource "azurerm_subscription_policy_exemption" "this" {
  for_each = { for name, exemption in var.exemptions : name => exemption if exemption.scope_kind == "subscription" }

  name                            = each.key
  subscription_id                 = each.value.scope_id
  policy_assignment_id            = each.value.policy_assignment_id
  exemption_category              = each.value.category
  display_name                    = each.value.display_name
  description                     = each.value.description
  expires_on                      = each.value.expires_on
  policy_definition_reference_ids = each.value.reference_ids
}

resource "azurerm_resource_group_policy_exemption" "this" {
  for_each = { for name, exemption in var.exemptions : name => exemption if exemption.scope_kind == "resource_group" }

  name                            = each.key
  resource_group_id               = each.value.scope_id
  policy_assignment_id            = each.value.policy_assignment_id
  exemption_category              = each.value.category
  display_name                    = each.value.display_name
  description                     = each.value.description
  expires_on                      = each.value.expires_on
  policy_definition_reference_ids = each.value.reference_ids
}
