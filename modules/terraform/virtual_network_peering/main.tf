# The hub's half comes first: a spoke may use the hub's gateway only after the hub has offered it.
resource "azurerm_virtual_network_peering" "hub_to_spoke" {
  provider = azurerm.connectivity

  name                      = var.hub.name
  resource_group_name       = var.hub.resource_group_name
  virtual_network_name      = var.hub.virtual_network_name
  remote_virtual_network_id = var.spoke.virtual_network_id
  allow_forwarded_traffic   = true
  allow_gateway_transit     = var.use_hub_gateway
}

resource "azurerm_virtual_network_peering" "spoke_to_hub" {
  name                      = var.spoke.name
  resource_group_name       = var.spoke.resource_group_name
  virtual_network_name      = var.spoke.virtual_network_name
  remote_virtual_network_id = var.hub.virtual_network_id
  allow_forwarded_traffic   = true
  use_remote_gateways       = var.use_hub_gateway

  depends_on = [azurerm_virtual_network_peering.hub_to_spoke]
}
