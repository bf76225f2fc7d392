resource "azurerm_application_load_balancer" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

resource "azurerm_application_load_balancer_frontend" "this" {
  name                         = var.frontend_name
  application_load_balancer_id = azurerm_application_load_balancer.this.id
  tags                         = var.tags
}

resource "azurerm_application_load_balancer_subnet_association" "this" {
  name                         = var.association_name
  application_load_balancer_id = azurerm_application_load_balancer.this.id
  subnet_id                    = var.subnet_id
  tags                         = var.tags
}

resource "azurerm_application_load_balancer_security_policy" "this" {
  count = var.security_policy == null ? 0 : 1

  name                               = var.security_policy.name
  location                           = var.location
  application_load_balancer_id       = azurerm_application_load_balancer.this.id
  web_application_firewall_policy_id = var.security_policy.firewall_policy_id
  tags                               = var.tags
}

resource "azurerm_monitor_diagnostic_setting" "gateway" {
  count = var.diagnostic_settings ? 1 : 0

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_application_load_balancer.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
