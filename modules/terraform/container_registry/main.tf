resource "azurerm_container_registry" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags

  # Private endpoints, dedicated data endpoints, retention and the export policy exist on Premium only.
  sku                     = "Premium"
  zone_redundancy_enabled = var.zone_redundancy_enabled

  admin_enabled          = false
  anonymous_pull_enabled = false

  # Azure refuses to disable export while public access is on.
  public_network_access_enabled = false
  export_policy_enabled         = false

  # Layers come from one host per registry and region instead of *.blob.core.windows.net,
  # so that egress rules can name the registry.
  data_endpoint_enabled = true

  # Trusted Azure services, Defender's image scan among them, reach the registry from outside the network.
  network_rule_bypass_option = var.network_rule_bypass_option

  # A quarantined image stays unpullable until a scanner releases it through the API; none is part of this design.
  quarantine_policy_enabled = var.quarantine_policy_enabled
  retention_policy_in_days  = var.retention_in_days
  role_assignment_mode      = var.role_assignment_mode

  # In the order of their regions, which is the order that Azure returns them in.
  dynamic "georeplications" {
    for_each = var.replicas

    content {
      location                        = georeplications.key
      zone_redundancy_enabled         = georeplications.value.zone_redundancy_enabled
      global_endpoint_routing_enabled = true
      tags                            = var.tags
    }
  }
}

resource "azurerm_container_registry_cache_rule" "this" {
  for_each = var.cache_rules

  name                  = "cache-${each.key}"
  container_registry_id = azurerm_container_registry.this.id
  source_repo           = each.value.source_repo
  target_repo           = each.value.target_repo
}

resource "azurerm_private_endpoint" "registry" {
  name                          = var.private_endpoint.name
  location                      = var.location
  resource_group_name           = var.resource_group_name
  subnet_id                     = var.private_endpoint.subnet_id
  custom_network_interface_name = var.private_endpoint.network_interface_name
  tags                          = var.tags

  private_service_connection {
    name                           = var.private_endpoint.name
    private_connection_resource_id = azurerm_container_registry.this.id
    subresource_names              = ["registry"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_endpoint.private_dns_zone_id]
  }
}

resource "azurerm_monitor_diagnostic_setting" "registry" {
  count = var.diagnostic_settings ? 1 : 0

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_container_registry.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
