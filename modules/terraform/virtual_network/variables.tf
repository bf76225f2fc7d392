variable "name" {
  description = "Name of the virtual network."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region, in its short form such as westeurope."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the resources of this module."
  type        = string
  nullable    = false
}

variable "address_space" {
  description = "Address ranges of the network, in CIDR notation."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.address_space) > 0 && alltrue([for prefix in var.address_space : try(cidrhost(prefix, 0) == split("/", prefix)[0], false)])
    error_message = "Expected at least one address range in CIDR notation that starts at its network address, such as 10.10.0.0/16."
  }
}

variable "dns_servers" {
  description = "Addresses of the DNS servers. An empty list leaves name resolution to Azure."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for server in var.dns_servers : can(cidrhost("${server}/32", 0))])
    error_message = "Expected IPv4 addresses."
  }
}

variable "subnets" {
  description = "The subnets, by a key of the caller's choice. network_security_group_name creates a network security group for the subnet: leave it out for GatewaySubnet, AzureFirewallSubnet, AzureFirewallManagementSubnet and RouteServerSubnet, which cannot have one; that of AzureBastionSubnet gets the rules that Bastion needs. delegation names the service that the subnet is delegated to, routed attaches the route table, route_table_id one that stands elsewhere, private_link_services lets load balancers in it be published by private link, inbound_rules let TCP in from a service tag or a range, by the names of the rules."
  type = map(object({
    name                              = string
    address_prefix                    = string
    network_security_group_name       = optional(string)
    delegation                        = optional(string)
    routed                            = optional(bool, false)
    route_table_id                    = optional(string)
    private_endpoint_network_policies = optional(string, "Enabled")
    default_outbound_access           = optional(bool, false)
    private_link_services             = optional(bool, false)
    inbound_rules = optional(map(object({
      priority              = number
      source_address_prefix = string
      ports                 = list(string)
    })), {})
  }))
  nullable = false

  validation {
    condition     = alltrue([for subnet in values(var.subnets) : try(cidrhost(subnet.address_prefix, 0) == split("/", subnet.address_prefix)[0], false)])
    error_message = "Expected address prefixes in CIDR notation that start at their network address, such as 10.10.1.0/24."
  }

  validation {
    condition     = alltrue([for subnet in values(var.subnets) : contains(["Enabled", "Disabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled"], subnet.private_endpoint_network_policies)])
    error_message = "Expected private_endpoint_network_policies to be Enabled, Disabled, NetworkSecurityGroupEnabled or RouteTableEnabled."
  }

  # Each of these services is granted one action, which main.tf states.
  validation {
    condition = alltrue([for subnet in values(var.subnets) : subnet.delegation == null ? true : contains([
      "GitHub.Network/networkSettings",
      "Microsoft.App/environments",
      "Microsoft.ContainerInstance/containerGroups",
      "Microsoft.ContainerService/managedClusters",
      "Microsoft.DBforMySQL/flexibleServers",
      "Microsoft.DBforPostgreSQL/flexibleServers",
      "Microsoft.DevOpsInfrastructure/pools",
      "Microsoft.Network/applicationGateways",
      "Microsoft.Network/dnsResolvers",
      "Microsoft.ServiceNetworking/trafficControllers",
    ], subnet.delegation)])
    error_message = "Expected a delegation to GitHub.Network/networkSettings, Microsoft.App/environments, Microsoft.ContainerInstance/containerGroups, Microsoft.ContainerService/managedClusters, Microsoft.DBforMySQL/flexibleServers, Microsoft.DBforPostgreSQL/flexibleServers, Microsoft.DevOpsInfrastructure/pools, Microsoft.Network/applicationGateways, Microsoft.Network/dnsResolvers or Microsoft.ServiceNetworking/trafficControllers."
  }

  validation {
    condition     = alltrue([for subnet in values(var.subnets) : subnet.network_security_group_name == null ? true : !contains(["GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet", "RouteServerSubnet"], subnet.name)])
    error_message = "Expected no network security group on GatewaySubnet, AzureFirewallSubnet, AzureFirewallManagementSubnet and RouteServerSubnet."
  }

  validation {
    condition     = alltrue([for subnet in values(var.subnets) : length(subnet.inbound_rules) == 0 || subnet.network_security_group_name != null])
    error_message = "Expected a network security group on a subnet with inbound_rules."
  }

  validation {
    condition     = alltrue(flatten([for subnet in values(var.subnets) : [for rule in values(subnet.inbound_rules) : rule.priority >= 100 && rule.priority <= 4094]]))
    error_message = "Expected priorities of inbound_rules from 100 to 4094; 4095 and 4096 are taken."
  }

  validation {
    condition     = var.route_table != null || !anytrue([for subnet in values(var.subnets) : subnet.routed])
    error_message = "Expected a route_table, since a subnet is routed."
  }

  validation {
    condition     = !anytrue([for subnet in values(var.subnets) : subnet.routed && subnet.route_table_id != null])
    error_message = "Expected a subnet to be routed or to have a route_table_id, not both."
  }
}

variable "route_table" {
  description = "The route table of the routed subnets; the keys of routes are the names of the routes. Null creates none."
  type = object({
    name                          = string
    bgp_route_propagation_enabled = optional(bool, true)
    routes = map(object({
      address_prefix         = string
      next_hop_type          = string
      next_hop_in_ip_address = optional(string)
    }))
  })
  default = null

  validation {
    condition     = var.route_table == null ? true : alltrue([for route in values(var.route_table.routes) : contains(["VirtualNetworkGateway", "VnetLocal", "Internet", "VirtualAppliance", "None"], route.next_hop_type)])
    error_message = "Expected next_hop_type to be VirtualNetworkGateway, VnetLocal, Internet, VirtualAppliance or None."
  }

  validation {
    condition     = var.route_table == null ? true : alltrue([for route in values(var.route_table.routes) : (route.next_hop_type == "VirtualAppliance") == (route.next_hop_in_ip_address != null)])
    error_message = "Expected next_hop_in_ip_address for a VirtualAppliance, and for no other next hop."
  }
}

variable "ddos_protection_plan_id" {
  description = "Resource id of the DDoS protection plan that covers the network's public IP addresses. Null leaves them to Azure's basic protection, or to their own."
  type        = string
  default     = null
}

variable "diagnostic_settings" {
  description = "Whether the module sets diagnostic settings; false where policies of an Azure landing zone set them."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Resource id of the Log Analytics workspace that receives the diagnostic logs and metrics."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
