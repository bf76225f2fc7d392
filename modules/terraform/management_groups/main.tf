# A resource cannot refer to its own instances, so that each level of the hierarchy is a resource of its own.
locals {
  level_1 = { for name, group in var.management_groups : name => group if group.parent == null }
  level_2 = { for name, group in var.management_groups : name => group if group.parent == null ? false : contains(keys(local.level_1), group.parent) }
  level_3 = { for name, group in var.management_groups : name => group if group.parent == null ? false : contains(keys(local.level_2), group.parent) }
  level_4 = { for name, group in var.management_groups : name => group if group.parent == null ? false : contains(keys(local.level_3), group.parent) }
}

resource "azurerm_management_group" "level_1" {
  for_each = local.level_1

  name                       = each.key
  display_name               = each.value.display_name
  parent_management_group_id = var.parent_management_group_id
}

resource "azurerm_management_group" "level_2" {
  for_each = local.level_2

  name                       = each.key
  display_name               = each.value.display_name
  parent_management_group_id = azurerm_management_group.level_1[each.value.parent].id
}

resource "azurerm_management_group" "level_3" {
  for_each = local.level_3

  name                       = each.key
  display_name               = each.value.display_name
  parent_management_group_id = azurerm_management_group.level_2[each.value.parent].id
}

resource "azurerm_management_group" "level_4" {
  for_each = local.level_4

  name                       = each.key
  display_name               = each.value.display_name
  parent_management_group_id = azurerm_management_group.level_3[each.value.parent].id
}

resource "azurerm_management_group_subscription_association" "this" {
  for_each = var.subscriptions

  # Spelt out, not a local: so the plan shows which group each subscription is placed in.
  management_group_id = merge(
    azurerm_management_group.level_1,
    azurerm_management_group.level_2,
    azurerm_management_group.level_3,
    azurerm_management_group.level_4,
  )[each.value].id
  subscription_id = "/subscriptions/${each.key}"
}
