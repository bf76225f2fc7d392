resource "azurerm_vpn_gateway" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  virtual_hub_id      = var.virtual_hub_id
  scale_unit          = var.scale_unit
  tags                = var.tags

  bgp_settings {
    asn         = 65515
    peer_weight = var.bgp_settings.peer_weight

    dynamic "instance_0_bgp_peering_address" {
      for_each = length(var.bgp_settings.instance_0_custom_addresses) == 0 ? [] : [var.bgp_settings.instance_0_custom_addresses]

      content {
        custom_ips = instance_0_bgp_peering_address.value
      }
    }

    dynamic "instance_1_bgp_peering_address" {
      for_each = length(var.bgp_settings.instance_1_custom_addresses) == 0 ? [] : [var.bgp_settings.instance_1_custom_addresses]

      content {
        custom_ips = instance_1_bgp_peering_address.value
      }
    }
  }
}

resource "azurerm_vpn_site" "this" {
  for_each = var.sites

  name                = each.value.site_name
  location            = var.location
  resource_group_name = var.resource_group_name
  virtual_wan_id      = var.virtual_wan_id
  address_cidrs       = each.value.address_space
  tags                = var.tags

  dynamic "link" {
    for_each = each.value.links

    content {
      name          = link.value.name
      ip_address    = link.value.ip_address
      fqdn          = link.value.fqdn
      speed_in_mbps = link.value.bandwidth

      dynamic "bgp" {
        for_each = link.value.bgp == null ? [] : [link.value.bgp]

        content {
          asn             = bgp.value.asn
          peering_address = bgp.value.peering_address
        }
      }
    }
  }
}

resource "azurerm_vpn_gateway_connection" "this" {
  for_each = var.sites

  name                      = each.value.connection_name
  vpn_gateway_id            = azurerm_vpn_gateway.this.id
  remote_vpn_site_id        = azurerm_vpn_site.this[each.key].id
  internet_security_enabled = each.value.internet_security_enabled

  dynamic "vpn_link" {
    for_each = each.value.links

    content {
      name             = vpn_link.value.name
      vpn_site_link_id = azurerm_vpn_site.this[each.key].link[vpn_link.key].id
      bandwidth_mbps   = vpn_link.value.bandwidth
      bgp_enabled      = vpn_link.value.bgp != null
      protocol         = "IKEv2"

      # Without a policy of its own the gateway would also agree to weaker algorithms.
      # The device at the other end has to be set to the same.
      ipsec_policy {
        ike_encryption_algorithm = "AES256"
        ike_integrity_algorithm  = "SHA384"
        dh_group                 = "ECP384"
        encryption_algorithm     = "GCMAES256"
        integrity_algorithm      = "GCMAES256"
        pfs_group                = "ECP384"
        sa_lifetime_sec          = 27000
        sa_data_size_kb          = 102400000
      }
    }
  }
}

resource "azurerm_monitor_diagnostic_setting" "gateway" {
  count = var.diagnostic_settings ? 1 : 0

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_vpn_gateway.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
