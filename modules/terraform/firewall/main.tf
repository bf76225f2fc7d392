locals {
  in_hub = var.sku == "AZFW_Hub"

  # Under forced tunnelling the traffic may leave without any public address.
  ip_configuration_names = local.in_hub ? [] : length(var.public_ip_names) > 0 ? var.public_ip_names : ["private"]

  public_ip_names             = toset(concat(var.public_ip_names, local.management_names))
  management_names            = var.management_public_ip_name == null ? [] : [var.management_public_ip_name]
  has_extra_network_rules     = length(var.extra_network_rules) > 0
  has_extra_application_rules = length(var.extra_application_rules) > 0
}

resource "azurerm_public_ip" "this" {
  for_each = local.public_ip_names

  name                 = each.key
  location             = var.location
  resource_group_name  = var.resource_group_name
  allocation_method    = "Static"
  sku                  = "Standard"
  zones                = var.zones
  ddos_protection_mode = var.ddos_protection_mode
  tags                 = var.tags

  # An address that is given up is deleted after the firewall has let go of it.
  lifecycle {
    create_before_destroy = true
  }
}

resource "azurerm_firewall_policy" "this" {
  name                     = var.policy_name
  location                 = var.location
  resource_group_name      = var.resource_group_name
  sku                      = var.tier
  threat_intelligence_mode = "Deny"
  private_ip_ranges        = var.private_ip_ranges
  tags                     = var.tags

  # FQDNs in network rules need the proxy: the spokes and the firewall have to resolve a name to the same addresses.
  dns {
    proxy_enabled = true
    servers       = var.dns_servers
  }

  dynamic "intrusion_detection" {
    for_each = var.tier == "Premium" ? [var.intrusion_detection_mode] : []

    content {
      mode = intrusion_detection.value
    }
  }

  # A policy can't change its tier, and Azure deletes none in use: the next one is made first, with its rules, and the
  # firewall changes over to it.
  lifecycle {
    create_before_destroy = true
  }
}

# No service tags in network rules: those are judged first, so that a tag there would open every address behind it
# and leave the names of the application rules without effect.
resource "azurerm_firewall_policy_rule_collection_group" "aks_egress" {
  count = length(var.aks_source_address_prefixes) == 0 ? 0 : 1

  name               = "rcg-aks-egress"
  firewall_policy_id = azurerm_firewall_policy.this.id
  priority           = 200

  network_rule_collection {
    name     = "allow-aks-time"
    priority = 200
    action   = "Allow"

    rule {
      name              = "ntp"
      source_addresses  = var.aks_source_address_prefixes
      destination_fqdns = ["ntp.ubuntu.com"]
      destination_ports = ["123"]
      protocols         = ["UDP"]
    }
  }

  application_rule_collection {
    name     = "allow-aks-egress"
    priority = 300
    action   = "Allow"

    # Azure's API, Entra, the Microsoft registry and the packages of the nodes, kept up to date by Azure.
    rule {
      name                  = "kubernetes-service"
      source_addresses      = var.aks_source_address_prefixes
      destination_fqdn_tags = ["AzureKubernetesService"]

      protocols {
        type = "Https"
        port = 443
      }

      protocols {
        type = "Http"
        port = 80
      }
    }

    rule {
      name             = "azure-monitor"
      source_addresses = var.aks_source_address_prefixes
      destination_fqdns = concat(
        [
          "*.ingest.monitor.azure.com",
          "*.metrics.ingest.monitor.azure.com",
          "*.monitoring.azure.com",
          "*.ods.opinsights.azure.com",
          "*.oms.opinsights.azure.com",
          "dc.services.visualstudio.com",
          "global.handler.control.monitor.azure.com",
        ],
        [for region in sort(var.regions) : "${region}.handler.control.monitor.azure.com"],
      )

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "azure-policy"
      source_addresses = var.aks_source_address_prefixes
      destination_fqdns = [
        "data.policy.core.windows.net",
        "store.policy.core.windows.net",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    dynamic "rule" {
      for_each = length(var.extension_fqdns) == 0 ? [] : ["kubernetes-extensions"]

      content {
        name              = rule.value
        source_addresses  = var.aks_source_address_prefixes
        destination_fqdns = var.extension_fqdns

        protocols {
          type = "Https"
          port = 443
        }
      }
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "extra" {
  count = local.has_extra_network_rules || local.has_extra_application_rules ? 1 : 0

  name               = "rcg-extra"
  firewall_policy_id = azurerm_firewall_policy.this.id
  priority           = 300

  dynamic "network_rule_collection" {
    for_each = local.has_extra_network_rules ? ["allow-extra-network"] : []

    content {
      name     = network_rule_collection.value
      priority = 200
      action   = "Allow"

      dynamic "rule" {
        for_each = var.extra_network_rules

        content {
          name                  = rule.key
          description           = rule.value.description
          source_addresses      = rule.value.source_addresses
          destination_addresses = rule.value.destination_addresses
          destination_fqdns     = rule.value.destination_fqdns
          destination_ports     = rule.value.destination_ports
          protocols             = rule.value.protocols
        }
      }
    }
  }

  dynamic "application_rule_collection" {
    for_each = local.has_extra_application_rules ? ["allow-extra-application"] : []

    content {
      name     = application_rule_collection.value
      priority = 300
      action   = "Allow"

      dynamic "rule" {
        for_each = var.extra_application_rules

        content {
          name                  = rule.key
          description           = rule.value.description
          source_addresses      = rule.value.source_addresses
          destination_fqdns     = rule.value.destination_fqdns
          destination_fqdn_tags = rule.value.destination_fqdn_tags

          dynamic "protocols" {
            for_each = rule.value.protocols

            content {
              type = protocols.value.type
              port = protocols.value.port
            }
          }
        }
      }
    }
  }

  # Azure takes one change to a policy at a time.
  depends_on = [azurerm_firewall_policy_rule_collection_group.aks_egress]

  lifecycle {
    create_before_destroy = true
  }
}

resource "azurerm_firewall" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  sku_name            = var.sku
  sku_tier            = var.tier
  firewall_policy_id  = azurerm_firewall_policy.this.id
  zones               = var.zones
  tags                = var.tags

  # The first configuration alone names the subnet.
  dynamic "ip_configuration" {
    for_each = local.ip_configuration_names

    content {
      name                 = ip_configuration.value
      subnet_id            = ip_configuration.key == 0 ? var.subnet_id : null
      public_ip_address_id = length(var.public_ip_names) == 0 ? null : azurerm_public_ip.this[ip_configuration.value].id
    }
  }

  dynamic "management_ip_configuration" {
    for_each = local.management_names

    content {
      name                 = management_ip_configuration.value
      subnet_id            = var.management_subnet_id
      public_ip_address_id = azurerm_public_ip.this[management_ip_configuration.value].id
    }
  }

  dynamic "virtual_hub" {
    for_each = local.in_hub ? [var.public_ip_count] : []

    content {
      virtual_hub_id  = var.virtual_hub_id
      public_ip_count = virtual_hub.value
    }
  }

  # Azure refuses a change to the policy while a firewall that uses it is being deployed.
  depends_on = [
    azurerm_firewall_policy_rule_collection_group.aks_egress,
    azurerm_firewall_policy_rule_collection_group.extra,
  ]
}

resource "azurerm_monitor_diagnostic_setting" "firewall" {
  count = var.diagnostic_settings ? 1 : 0

  name                           = "diag-to-log-analytics"
  target_resource_id             = azurerm_firewall.this.id
  log_analytics_workspace_id     = var.log_analytics_workspace_id
  log_analytics_destination_type = "Dedicated"

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
