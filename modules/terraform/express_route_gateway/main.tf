resource "azurerm_virtual_network_gateway" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  type                = "ExpressRoute"
  sku                 = var.sku
  minimum_scale_unit  = var.scale_units == null ? null : var.scale_units.minimum
  maximum_scale_unit  = var.scale_units == null ? null : var.scale_units.maximum
  tags                = var.tags

  ip_configuration {
    name      = "gateway"
    subnet_id = var.subnet_id
  }
}

resource "azurerm_virtual_network_gateway_connection" "this" {
  for_each = var.connections

  name                       = each.value.name
  location                   = var.location
  resource_group_name        = var.resource_group_name
  type                       = "ExpressRoute"
  virtual_network_gateway_id = azurerm_virtual_network_gateway.this.id
  express_route_circuit_id   = each.value.express_route_circuit_id
  routing_weight             = each.value.routing_weight
  tags                       = var.tags
}

resource "azurerm_monitor_diagnostic_setting" "gateway" {
  count = var.diagnostic_settings ? 1 : 0

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_virtual_network_gateway.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
