resource "azurerm_public_ip" "this" {
  for_each = toset(var.private_only ? [] : [var.public_ip_name])

  name                 = each.key
  location             = var.location
  resource_group_name  = var.resource_group_name
  allocation_method    = "Static"
  sku                  = "Standard"
  zones                = var.zones
  ddos_protection_mode = var.ddos_protection_mode
  tags                 = var.tags
}

# Azure makes a bastion host private only when its configuration has no public address.
resource "azurerm_bastion_host" "this" {
  name                      = var.name
  location                  = var.location
  resource_group_name       = var.resource_group_name
  sku                       = var.sku
  zones                     = var.zones
  copy_paste_enabled        = false
  file_copy_enabled         = false
  ip_connect_enabled        = false
  session_recording_enabled = var.session_recording
  shareable_link_enabled    = false
  tunneling_enabled         = true
  tags                      = var.tags

  ip_configuration {
    name                 = "bastion"
    subnet_id            = var.subnet_id
    public_ip_address_id = var.private_only ? null : azurerm_public_ip.this[var.public_ip_name].id
  }
}

resource "azurerm_monitor_diagnostic_setting" "bastion" {
  count = var.diagnostic_settings ? 1 : 0

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_bastion_host.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "public_ip" {
  for_each = { for key, item in azurerm_public_ip.this : key => item if var.diagnostic_settings }

  name                       = "diag-to-log-analytics"
  target_resource_id         = each.value.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
