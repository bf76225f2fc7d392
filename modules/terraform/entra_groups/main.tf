resource "azuread_group" "this" {
  for_each = var.groups

  display_name     = each.value.display_name
  description      = each.value.description
  owners           = each.value.owners
  security_enabled = true
}
