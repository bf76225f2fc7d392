resource "azurerm_proximity_placement_group" "this" {
  for_each = var.names

  # Azure learns the zone from the first node.
  name                = each.value
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags
}
