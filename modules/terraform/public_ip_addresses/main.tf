data "azurerm_public_ip" "this" {
  for_each = toset(var.names)

  name                = each.key
  resource_group_name = var.resource_group_name
}
