locals {
  links = {
    for pair in setproduct(var.zones, keys(var.virtual_network_links)) : "${pair[0]}/${pair[1]}" => {
      zone = pair[0]
      link = var.virtual_network_links[pair[1]]
    }
  }
}

resource "azurerm_private_dns_zone" "this" {
  for_each = var.zones

  name                = each.key
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = local.links

  name                 = each.value.link.name
  private_dns_zone_id  = azurerm_private_dns_zone.this[each.value.zone].id
  virtual_network_id   = each.value.link.virtual_network_id
  registration_enabled = false
  tags                 = var.tags
}
