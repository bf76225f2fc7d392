resource "azurerm_public_ip" "this" {
  for_each = toset([var.public_ip_name])

  name                 = each.key
  location             = var.location
  resource_group_name  = var.resource_group_name
  allocation_method    = "Static"
  sku                  = "Standard"
  zones                = var.zones
  ddos_protection_mode = var.ddos_protection_mode
  tags                 = var.tags
}

resource "azurerm_route_server" "this" {
  name                             = var.name
  location                         = var.location
  resource_group_name              = var.resource_group_name
  sku                              = "Standard"
  subnet_id                        = var.subnet_id
  public_ip_address_id             = azurerm_public_ip.this[var.public_ip_name].id
  branch_to_branch_traffic_enabled = var.branch_to_branch
  tags                             = var.tags
}

resource "azurerm_route_server_bgp_connection" "this" {
  for_each = var.peers

  name            = each.value.name
  route_server_id = azurerm_route_server.this.id
  peer_asn        = each.value.peer_asn
  peer_ip         = each.value.peer_ip
}
