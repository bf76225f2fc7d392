resource "azurerm_public_ip" "this" {
  for_each = toset(var.public_ip_names)

  name                 = each.key
  location             = var.location
  resource_group_name  = var.resource_group_name
  allocation_method    = "Static"
  sku                  = "Standard"
  zones                = var.zones
  ddos_protection_mode = var.ddos_protection_mode
  tags                 = var.tags
}

resource "azurerm_virtual_network_gateway" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  type                = "Vpn"
  vpn_type            = "RouteBased"
  sku                 = var.sku
  generation          = var.sku == "VpnGw1AZ" ? "Generation1" : "Generation2"
  active_active       = var.active_active
  bgp_enabled         = true
  tags                = var.tags

  dynamic "ip_configuration" {
    for_each = var.public_ip_names

    content {
      name                 = ip_configuration.value
      subnet_id            = var.subnet_id
      public_ip_address_id = azurerm_public_ip.this[ip_configuration.value].id
    }
  }

  bgp_settings {
    asn = var.bgp_asn
  }
}

resource "azurerm_local_network_gateway" "this" {
  for_each = var.connections

  name                = each.value.local_network_gateway_name
  location            = var.location
  resource_group_name = var.resource_group_name
  gateway_address     = each.value.gateway_address
  gateway_fqdn        = each.value.gateway_fqdn
  address_space       = each.value.address_space
  tags                = var.tags

  dynamic "bgp_settings" {
    for_each = each.value.bgp == null ? [] : [each.value.bgp]

    content {
      asn                 = bgp_settings.value.asn
      bgp_peering_address = bgp_settings.value.peering_address
    }
  }
}

resource "azurerm_virtual_network_gateway_connection" "this" {
  for_each = var.connections

  name                       = each.value.name
  location                   = var.location
  resource_group_name        = var.resource_group_name
  type                       = "IPsec"
  connection_protocol        = "IKEv2"
  virtual_network_gateway_id = azurerm_virtual_network_gateway.this.id
  local_network_gateway_id   = azurerm_local_network_gateway.this[each.key].id
  bgp_enabled                = each.value.bgp != null
  tags                       = var.tags

  # Without a policy of its own the gateway would also agree to weaker algorithms.
  # The device at the other end has to be set to the same.
  ipsec_policy {
    ike_encryption   = "AES256"
    ike_integrity    = "SHA384"
    dh_group         = "ECP384"
    ipsec_encryption = "GCMAES256"
    ipsec_integrity  = "GCMAES256"
    pfs_group        = "ECP384"
    sa_lifetime      = 27000
    sa_datasize      = 102400000
  }
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
