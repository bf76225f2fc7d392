resource "azurerm_management_lock" "this" {
  for_each = var.locks

  name       = each.value.name
  scope      = each.value.scope
  lock_level = each.value.level
  notes      = each.value.notes
}
