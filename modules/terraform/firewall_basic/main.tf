resource "azurerm_public_ip" "this" {
  for_each = toset([var.public_ip_name, var.management_public_ip_name])

  name                 = each.key
  location             = var.location
  resource_group_name  = var.resource_group_name
  allocation_method    = "Static"
  sku                  = "Standard"
  zones                = var.zones
  ddos_protection_mode = var.ddos_protection_mode
  tags                 = var.tags
}

resource "azurerm_firewall_policy" "this" {
  name                     = var.policy_name
  location                 = var.location
  resource_group_name      = var.resource_group_name
  sku                      = "Basic"
  threat_intelligence_mode = "Alert"
  tags                     = var.tags
}

# Application rules alone: network rules are judged first, so that a service tag there would open
# every address behind it and leave these names without effect.
resource "azurerm_firewall_policy_rule_collection_group" "aks_egress" {
  count = length(var.source_address_prefixes) == 0 ? 0 : 1

  name               = "rcg-aks-egress"
  firewall_policy_id = azurerm_firewall_policy.this.id
  priority           = 200

  application_rule_collection {
    name     = "allow-aks-egress"
    priority = 200
    action   = "Allow"

    # Azure's API, Entra, the Microsoft registry and the packages of the nodes, kept up to date by Azure.
    rule {
      name                  = "kubernetes-service"
      source_addresses      = var.source_address_prefixes
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
      source_addresses = var.source_address_prefixes
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
      source_addresses = var.source_address_prefixes
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
        source_addresses  = var.source_address_prefixes
        destination_fqdns = var.extension_fqdns

        protocols {
          type = "Https"
          port = 443
        }
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "extra" {
  count = length(var.extra_network_rules) + length(var.extra_application_rules) > 0 ? 1 : 0

  name               = "rcg-extra"
  firewall_policy_id = azurerm_firewall_policy.this.id
  priority           = 300

  dynamic "network_rule_collection" {
    for_each = length(var.extra_network_rules) > 0 ? ["allow-extra-network"] : []

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
          destination_ports     = rule.value.destination_ports
          protocols             = rule.value.protocols
        }
      }
    }
  }

  dynamic "application_rule_collection" {
    for_each = length(var.extra_application_rules) > 0 ? ["allow-extra-application"] : []

    content {
      name     = application_rule_collection.value
      priority = 300
      action   = "Allow"

      dynamic "rule" {
        for_each = var.extra_application_rules

        content {
          name              = rule.key
          description       = rule.value.description
          source_addresses  = rule.value.source_addresses
          destination_fqdns = rule.value.destination_fqdns

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
}

resource "azurerm_firewall" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  sku_name            = "AZFW_VNet"
  sku_tier            = "Basic"
  firewall_policy_id  = azurerm_firewall_policy.this.id
  zones               = var.zones
  tags                = var.tags

  ip_configuration {
    name                 = var.public_ip_name
    subnet_id            = var.subnet_id
    public_ip_address_id = azurerm_public_ip.this[var.public_ip_name].id
  }

  management_ip_configuration {
    name                 = var.management_public_ip_name
    subnet_id            = var.management_subnet_id
    public_ip_address_id = azurerm_public_ip.this[var.management_public_ip_name].id
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
