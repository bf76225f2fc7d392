variable "name" {
  description = "Name of the firewall."
  type        = string
  nullable    = false
}

variable "policy_name" {
  description = "Name of the firewall policy."
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
  description = "Resource id of the subnet AzureFirewallSubnet."
  type        = string
  nullable    = false

  validation {
    condition     = endswith(var.subnet_id, "/subnets/AzureFirewallSubnet")
    error_message = "Expected the id of a subnet that is called AzureFirewallSubnet."
  }
}

variable "management_subnet_id" {
  description = "Resource id of the subnet AzureFirewallManagementSubnet, which Basic requires."
  type        = string
  nullable    = false

  validation {
    condition     = endswith(var.management_subnet_id, "/subnets/AzureFirewallManagementSubnet")
    error_message = "Expected the id of a subnet that is called AzureFirewallManagementSubnet."
  }
}

variable "public_ip_name" {
  description = "Name of the public IP address from which the spokes' traffic leaves."
  type        = string
  nullable    = false
}

variable "management_public_ip_name" {
  description = "Name of the public IP address over which Azure manages the firewall."
  type        = string
  nullable    = false
}

variable "zones" {
  description = "Availability zones of the firewall and its public IP addresses. Empty in a region without zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)])
    error_message = "Expected availability zones 1, 2 and 3."
  }
}

variable "source_address_prefixes" {
  description = "Address ranges of the spokes whose clusters may leave through the firewall, in CIDR notation. Without any, the policy has no rules and lets nothing through."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for prefix in var.source_address_prefixes : try(cidrhost(prefix, 0) == split("/", prefix)[0], false)])
    error_message = "Expected address ranges in CIDR notation that start at their network address, such as 10.20.0.0/16."
  }
}

variable "regions" {
  description = "Azure regions of the clusters, in their short form such as westeurope; some names that the clusters call begin with their region."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for region in var.regions : can(regex("^[a-z]+[0-9]?$", region))])
    error_message = "Expected regions in their short form, such as westeurope."
  }

  validation {
    condition     = length(var.regions) > 0 || length(var.source_address_prefixes) == 0
    error_message = "Expected at least one region, since there are source_address_prefixes."
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

variable "extension_fqdns" {
  description = "Host names that extensions of the clusters ask for besides, such as those of their registry and of a Git repository."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.extension_fqdns : can(regex("^([*][.])?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", name))])
    error_message = "Expected host names in lower case, such as mcr.microsoft.com or *.data.mcr.microsoft.com."
  }
}

variable "extra_network_rules" {
  description = "Further network rules that allow traffic, by their name: between addresses, since a Basic firewall knows no names in them."
  type = map(object({
    description           = optional(string)
    source_addresses      = list(string)
    destination_addresses = list(string)
    destination_ports     = list(string)
    protocols             = list(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue(flatten([for rule in values(var.extra_network_rules) : [for address in rule.source_addresses : can(cidrhost(strcontains(address, "/") ? address : "${address}/32", 0))]]))
    error_message = "Expected source_addresses to be IPv4 addresses or ranges in CIDR notation."
  }

  validation {
    condition     = alltrue(flatten([for rule in values(var.extra_network_rules) : [for protocol in rule.protocols : contains(["TCP", "UDP", "ICMP", "Any"], protocol)]]))
    error_message = "Expected protocols of each rule to be TCP, UDP, ICMP or Any."
  }
}

variable "extra_application_rules" {
  description = "Further application rules that allow traffic to names, by their name."
  type = map(object({
    description       = optional(string)
    source_addresses  = list(string)
    destination_fqdns = list(string)
    protocols = list(object({
      type = string
      port = number
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for rule in values(var.extra_application_rules) : length(rule.source_addresses) > 0 && length(rule.destination_fqdns) > 0])
    error_message = "Expected source_addresses and destination_fqdns of each rule."
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
