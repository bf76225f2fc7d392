resource "azurerm_traffic_manager_profile" "this" {
  name                   = var.name
  resource_group_name    = var.resource_group_name
  traffic_routing_method = var.routing
  tags                   = var.tags

  dns_config {
    relative_name = var.name
    ttl           = var.ttl_seconds
  }

  monitor_config {
    protocol                     = "HTTPS"
    port                         = var.probe.port
    path                         = var.probe.path
    interval_in_seconds          = 30
    timeout_in_seconds           = 10
    tolerated_number_of_failures = 3
    expected_status_code_ranges  = ["200-299"]
  }
}

# Clusters have no endpoint of Azure's own kind: their load balancers are named from outside.
resource "azurerm_traffic_manager_external_endpoint" "this" {
  for_each = var.endpoints

  name              = each.key
  profile_id        = azurerm_traffic_manager_profile.this.id
  target            = each.value.target
  endpoint_location = each.value.location
  priority          = var.routing == "Priority" ? each.value.priority : null
  weight            = each.value.weight
  geo_mappings      = var.routing == "Geographic" ? each.value.geo_mappings : null
}

resource "azurerm_monitor_diagnostic_setting" "traffic_manager" {
  count = var.diagnostic_settings ? 1 : 0

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_traffic_manager_profile.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
