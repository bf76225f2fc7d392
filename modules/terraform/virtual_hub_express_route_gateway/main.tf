resource "azurerm_express_route_gateway" "this" {
  name                          = var.name
  location                      = var.location
  resource_group_name           = var.resource_group_name
  virtual_hub_id                = var.virtual_hub_id
  scale_units                   = var.scale_units
  allow_non_virtual_wan_traffic = false
  tags                          = var.tags
}

resource "azurerm_express_route_connection" "this" {
  for_each = var.connections

  name                             = each.value.name
  express_route_gateway_id         = azurerm_express_route_gateway.this.id
  express_route_circuit_peering_id = each.value.express_route_circuit_peering_id
  routing_weight                   = each.value.routing_weight
  internet_security_enabled        = each.value.internet_security_enabled
}
