variable "name" {
  description = "Name of the gateway."
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

variable "subnet_id" {
  description = "Resource id of the subnet GatewaySubnet."
  type        = string
  nullable    = false

  validation {
    condition     = endswith(var.subnet_id, "/subnets/GatewaySubnet")
    error_message = "Expected the id of a subnet that is called GatewaySubnet."
  }
}

variable "sku" {
  description = "Size of the gateway: VpnGw1AZ to VpnGw5AZ."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["VpnGw1AZ", "VpnGw2AZ", "VpnGw3AZ", "VpnGw4AZ", "VpnGw5AZ"], var.sku)
    error_message = "Expected VpnGw1AZ, VpnGw2AZ, VpnGw3AZ, VpnGw4AZ or VpnGw5AZ."
  }
}

variable "zones" {
  description = "Availability zones of the public IP addresses. Empty in a region without zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)])
    error_message = "Expected availability zones 1, 2 and 3."
  }
}

variable "active_active" {
  description = "Whether both instances of the gateway carry traffic, each with its own public IP address."
  type        = bool
  nullable    = false
}

variable "bgp_asn" {
  description = "Autonomous system number of the gateway."
  type        = number
  nullable    = false

  validation {
    condition     = var.bgp_asn >= 1 && var.bgp_asn <= 4294967295 && floor(var.bgp_asn) == var.bgp_asn
    error_message = "Expected a whole number from 1 to 4294967295."
  }
}

variable "public_ip_names" {
  description = "Names of the public IP addresses: one, or two for an active-active gateway."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(distinct(var.public_ip_names)) == length(var.public_ip_names) && length(var.public_ip_names) == (var.active_active ? 2 : 1)
    error_message = "Expected one name, or two different names for an active-active gateway."
  }
}

variable "connections" {
  description = "The connections to other sites, by a key of the caller's choice. gateway_address or gateway_fqdn is where the other site's device answers, address_space what lies behind it; with bgp the ranges are learned and address_space may be empty. The shared key is no input: it is set out of band, from Key Vault, and read back into the state."
  type = map(object({
    name                       = string
    local_network_gateway_name = string
    gateway_address            = optional(string)
    gateway_fqdn               = optional(string)
    address_space              = list(string)
    bgp = optional(object({
      asn             = number
      peering_address = string
    }))
  }))
  nullable = false

  validation {
    condition     = alltrue([for connection in values(var.connections) : (connection.gateway_address == null) != (connection.gateway_fqdn == null)])
    error_message = "Expected either gateway_address or gateway_fqdn of each connection."
  }

  validation {
    condition     = alltrue(flatten([for connection in values(var.connections) : [for prefix in connection.address_space : try(cidrhost(prefix, 0) == split("/", prefix)[0], false)]]))
    error_message = "Expected address ranges in CIDR notation that start at their network address, such as 192.168.0.0/16."
  }

  validation {
    condition     = alltrue([for connection in values(var.connections) : length(connection.address_space) > 0 || connection.bgp != null])
    error_message = "Expected an address_space or bgp of each connection: without either, nothing is routed to the site."
  }
}

variable "ddos_protection_mode" {
  description = "DDoS protection of the public IP addresses: VirtualNetworkInherited for that of their network, Enabled for their own where the network has no plan, or Disabled."
  type        = string
  default     = "VirtualNetworkInherited"
  nullable    = false

  validation {
    condition     = contains(["VirtualNetworkInherited", "Enabled", "Disabled"], var.ddos_protection_mode)
    error_message = "Expected VirtualNetworkInherited, Enabled or Disabled."
  }
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
