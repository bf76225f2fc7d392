locals {
  guarded_subnets = { for key, subnet in var.subnets : key => subnet if subnet.network_security_group_name != null }

  # What Azure demands of the group of AzureBastionSubnet before it takes it.
  bastion_rules = {
    AllowHttpsInbound          = { priority = 120, direction = "Inbound", protocol = "Tcp", source = "Internet", destination = "*", ports = ["443"] }
    AllowGatewayManagerInbound = { priority = 130, direction = "Inbound", protocol = "Tcp", source = "GatewayManager", destination = "*", ports = ["443"] }
    AllowProbesInbound         = { priority = 140, direction = "Inbound", protocol = "Tcp", source = "AzureLoadBalancer", destination = "*", ports = ["443"] }
    AllowDataPlaneInbound      = { priority = 150, direction = "Inbound", protocol = "*", source = "VirtualNetwork", destination = "VirtualNetwork", ports = ["5701", "8080"] }
    AllowSshRdpOutbound        = { priority = 100, direction = "Outbound", protocol = "*", source = "*", destination = "VirtualNetwork", ports = ["22", "3389"] }
    AllowAzureCloudOutbound    = { priority = 110, direction = "Outbound", protocol = "Tcp", source = "*", destination = "AzureCloud", ports = ["443"] }
    AllowDataPlaneOutbound     = { priority = 120, direction = "Outbound", protocol = "*", source = "VirtualNetwork", destination = "VirtualNetwork", ports = ["5701", "8080"] }
    AllowHttpOutbound          = { priority = 130, direction = "Outbound", protocol = "*", source = "*", destination = "Internet", ports = ["80"] }
  }

  # Container Instances change the subnet as well as join it.
  container_instances = "Microsoft.ContainerInstance/containerGroups"
  any_action          = "Microsoft.Network/virtualNetworks/subnets/action"
  join_action         = "Microsoft.Network/virtualNetworks/subnets/join/action"

  bastion_subnets = [for key, subnet in local.guarded_subnets : key if subnet.name == "AzureBastionSubnet"]
}

resource "azurerm_virtual_network" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  address_space       = var.address_space
  dns_servers         = var.dns_servers
  tags                = var.tags

  dynamic "ddos_protection_plan" {
    for_each = var.ddos_protection_plan_id == null ? [] : [var.ddos_protection_plan_id]

    content {
      id     = ddos_protection_plan.value
      enable = true
    }
  }
}

resource "azurerm_network_security_group" "this" {
  for_each = local.guarded_subnets

  name                = each.value.network_security_group_name
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

# The rules are resources of their own, so that further ones can stand beside them, in a file of the customer's.
# Both come after every such rule: these are the last two priorities before Azure's default rules.
resource "azurerm_network_security_rule" "allow_load_balancer_inbound" {
  for_each = local.guarded_subnets

  name                        = "AllowAzureLoadBalancerInbound"
  description                 = "Health probes come from a public address of the platform, which the next rule must not catch."
  resource_group_name         = var.resource_group_name
  network_security_group_name = azurerm_network_security_group.this[each.key].name
  priority                    = 4095
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}

resource "azurerm_network_security_rule" "deny_internet_inbound" {
  for_each = local.guarded_subnets

  name                        = "DenyInternetInbound"
  description                 = "Nothing enters from the internet unless a rule before this one says so."
  resource_group_name         = var.resource_group_name
  network_security_group_name = azurerm_network_security_group.this[each.key].name
  priority                    = 4096
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}

resource "azurerm_network_security_rule" "bastion" {
  for_each = { for pair in setproduct(local.bastion_subnets, keys(local.bastion_rules)) : pair[1] => { subnet = pair[0], rule = local.bastion_rules[pair[1]] } }

  name                        = each.key
  resource_group_name         = var.resource_group_name
  network_security_group_name = azurerm_network_security_group.this[each.value.subnet].name
  priority                    = each.value.rule.priority
  direction                   = each.value.rule.direction
  access                      = "Allow"
  protocol                    = each.value.rule.protocol
  source_address_prefix       = each.value.rule.source
  source_port_range           = "*"
  destination_address_prefix  = each.value.rule.destination
  destination_port_ranges     = each.value.rule.ports
}

resource "azurerm_network_security_rule" "inbound" {
  for_each = merge([for key, subnet in local.guarded_subnets : { for name, rule in subnet.inbound_rules : "${key}/${name}" => merge(rule, { subnet = key, name = name }) }]...)

  name                        = each.value.name
  resource_group_name         = var.resource_group_name
  network_security_group_name = azurerm_network_security_group.this[each.value.subnet].name
  priority                    = each.value.priority
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_address_prefix       = each.value.source_address_prefix
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_ranges     = each.value.ports
}

# The routes stand inside the table: no subnet exists, not even for a minute, before its way out is decided.
resource "azurerm_route_table" "this" {
  count = var.route_table == null ? 0 : 1

  name                          = var.route_table.name
  location                      = var.location
  resource_group_name           = var.resource_group_name
  bgp_route_propagation_enabled = var.route_table.bgp_route_propagation_enabled
  tags                          = var.tags

  dynamic "route" {
    for_each = var.route_table.routes

    content {
      name                   = route.key
      address_prefix         = route.value.address_prefix
      next_hop_type          = route.value.next_hop_type
      next_hop_in_ip_address = route.value.next_hop_in_ip_address
    }
  }

  # A route table that is given up is deleted after the subnets have let go of it.
  lifecycle {
    create_before_destroy = true
  }
}

resource "azurerm_subnet" "this" {
  for_each = var.subnets

  name                              = each.value.name
  resource_group_name               = var.resource_group_name
  virtual_network_name              = azurerm_virtual_network.this.name
  address_prefixes                  = [each.value.address_prefix]
  default_outbound_access_enabled   = each.value.default_outbound_access
  private_endpoint_network_policies = each.value.private_endpoint_network_policies

  # AKS turns these off by itself where it makes a private link service, and each later plan would turn them on again.
  private_link_service_network_policies_enabled = !each.value.private_link_services

  # Terraform sends a write-only value again only when its version changes: raise the version after replacing
  # a network security group or the route table.
  network_security_group_id_wo         = each.value.network_security_group_name == null ? null : azurerm_network_security_group.this[each.key].id
  network_security_group_id_wo_version = each.value.network_security_group_name == null ? null : 1
  route_table_id_wo                    = each.value.routed ? azurerm_route_table.this[0].id : each.value.route_table_id
  route_table_id_wo_version            = each.value.routed || each.value.route_table_id != null ? 1 : null

  dynamic "delegation" {
    for_each = each.value.delegation == null ? [] : [each.value.delegation]

    content {
      name = "delegation"

      service_delegation {
        name    = delegation.value
        actions = [delegation.value == local.container_instances ? local.any_action : local.join_action]
      }
    }
  }

  # Azure looks at the rules when AzureBastionSubnet gets its group, and when a gateway is put into a subnet.
  depends_on = [azurerm_network_security_rule.bastion, azurerm_network_security_rule.inbound]
}

resource "azurerm_monitor_diagnostic_setting" "virtual_network" {
  count = var.diagnostic_settings ? 1 : 0

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_virtual_network.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "network_security_group" {
  for_each = { for key, item in local.guarded_subnets : key => item if var.diagnostic_settings }

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_network_security_group.this[each.key].id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }
}
