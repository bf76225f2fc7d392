locals {
  parameters = {
    for name, assignment in var.assignments : name => merge(
      { for parameter, value in assignment.parameters : parameter => { value = value } },
      { for parameter, value in assignment.list_parameters : parameter => { value = value } },
      { for parameter, text in assignment.json_parameters : parameter => { value = jsondecode(text) } },
    )
  }
}

resource "azurerm_management_group_policy_assignment" "this" {
  for_each = var.assignments

  name                 = each.key
  management_group_id  = var.management_group_id
  policy_definition_id = each.value.policy_definition_id
  display_name         = each.value.display_name
  description          = each.value.description
  enforce              = each.value.enforce
  location             = var.location
  not_scopes           = length(each.value.not_scopes) == 0 ? null : each.value.not_scopes
  parameters           = length(local.parameters[each.key]) == 0 ? null : jsonencode(local.parameters[each.key])

  dynamic "identity" {
    for_each = each.value.identity ? [true] : []

    content {
      type = "SystemAssigned"
    }
  }

  dynamic "non_compliance_message" {
    for_each = each.value.non_compliance_message == null ? [] : [each.value.non_compliance_message]

    content {
      content = non_compliance_message.value
    }
  }

  dynamic "non_compliance_message" {
    for_each = each.value.reference_messages

    content {
      content                        = non_compliance_message.value
      policy_definition_reference_id = non_compliance_message.key
    }
  }
}
