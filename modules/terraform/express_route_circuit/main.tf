resource "azurerm_express_route_circuit" "this" {
  name                  = var.name
  location              = var.location
  resource_group_name   = var.resource_group_name
  service_provider_name = var.service_provider_name
  peering_location      = var.peering_location
  bandwidth_in_mbps     = var.bandwidth_in_mbps
  tags                  = var.tags

  sku {
    tier   = var.sku.tier
    family = var.sku.family
  }
}

resource "azurerm_express_route_circuit_peering" "private" {
  count = var.private_peering == null ? 0 : 1

  resource_group_name           = var.resource_group_name
  express_route_circuit_name    = azurerm_express_route_circuit.this.name
  peering_type                  = "AzurePrivatePeering"
  peer_asn                      = var.private_peering.peer_asn
  primary_peer_address_prefix   = var.private_peering.primary_peer_address_prefix
  secondary_peer_address_prefix = var.private_peering.secondary_peer_address_prefix
  vlan_id                       = var.private_peering.vlan_id
}

resource "azurerm_express_route_circuit_authorization" "this" {
  for_each = var.authorization_names

  name                       = each.key
  resource_group_name        = var.resource_group_name
  express_route_circuit_name = azurerm_express_route_circuit.this.name
}

resource "azurerm_monitor_diagnostic_setting" "circuit" {
  count = var.diagnostic_settings ? 1 : 0

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_express_route_circuit.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
