resource "azurerm_dashboard_grafana" "this" {
  name                    = var.name
  location                = var.location
  resource_group_name     = var.resource_group_name
  sku                     = "Standard"
  grafana_major_version   = var.major_version
  zone_redundancy_enabled = var.zone_redundancy_enabled
  tags                    = var.tags

  # People and pipelines sign in with Entra ID; a key would outlive them.
  api_key_enabled               = false
  public_network_access_enabled = false

  identity {
    type = "SystemAssigned"
  }

  azure_monitor_workspace_integrations {
    resource_id = var.monitor_workspace_id
  }
}

resource "azurerm_private_endpoint" "grafana" {
  name                          = var.private_endpoint.name
  location                      = var.location
  resource_group_name           = var.resource_group_name
  subnet_id                     = var.private_endpoint.subnet_id
  custom_network_interface_name = var.private_endpoint.network_interface_name
  tags                          = var.tags

  private_service_connection {
    name                           = var.private_endpoint.name
    private_connection_resource_id = azurerm_dashboard_grafana.this.id
    subresource_names              = ["grafana"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_endpoint.private_dns_zone_id]
  }
}

resource "azurerm_monitor_diagnostic_setting" "grafana" {
  count = var.diagnostic_settings ? 1 : 0

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_dashboard_grafana.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
