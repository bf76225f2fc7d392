resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = var.zone_ids

  name                 = var.link_name
  private_dns_zone_id  = each.value
  virtual_network_id   = var.virtual_network_id
  registration_enabled = false
  tags                 = var.tags
}
