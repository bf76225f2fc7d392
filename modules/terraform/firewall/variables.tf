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

variable "sku" {
  description = "Where the firewall stands: AZFW_VNet in a virtual network, AZFW_Hub in a virtual hub."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["AZFW_VNet", "AZFW_Hub"], var.sku)
    error_message = "Expected AZFW_VNet or AZFW_Hub."
  }
}

variable "tier" {
  description = "Tier of the firewall and its policy: Standard, or Premium for intrusion detection."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["Standard", "Premium"], var.tier)
    error_message = "Expected Standard or Premium."
  }
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

variable "subnet_id" {
  description = "Resource id of the subnet AzureFirewallSubnet; null for AZFW_Hub."
  type        = string
  default     = null

  validation {
    condition     = (var.sku == "AZFW_VNet") == (var.subnet_id != null)
    error_message = "Expected a subnet_id for AZFW_VNet, and none for AZFW_Hub."
  }

  validation {
    condition     = var.subnet_id == null ? true : endswith(var.subnet_id, "/subnets/AzureFirewallSubnet")
    error_message = "Expected the id of a subnet that is called AzureFirewallSubnet."
  }
}

variable "public_ip_names" {
  description = "Names of the public IP addresses from which the spokes' traffic leaves. Empty for AZFW_Hub, whose addresses Azure makes; may be empty under forced tunnelling."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(distinct(compact(concat(var.public_ip_names, [var.management_public_ip_name])))) == length(compact(concat(var.public_ip_names, [var.management_public_ip_name])))
    error_message = "Expected different names, management_public_ip_name among them."
  }

  validation {
    condition     = var.sku == "AZFW_Hub" ? length(var.public_ip_names) == 0 : length(var.public_ip_names) > 0 || var.management_public_ip_name != null
    error_message = "Expected at least one name for AZFW_VNet unless the firewall has a management subnet, and none for AZFW_Hub."
  }
}

variable "management_subnet_id" {
  description = "Resource id of the subnet AzureFirewallManagementSubnet, for forced tunnelling: Azure manages the firewall over it, so that the default route of AzureFirewallSubnet may lead elsewhere. Null otherwise."
  type        = string
  default     = null

  validation {
    condition     = var.management_subnet_id == null ? true : endswith(var.management_subnet_id, "/subnets/AzureFirewallManagementSubnet")
    error_message = "Expected the id of a subnet that is called AzureFirewallManagementSubnet."
  }

  validation {
    condition     = var.management_subnet_id == null ? true : var.sku == "AZFW_VNet"
    error_message = "Expected no management_subnet_id for AZFW_Hub."
  }
}

variable "management_public_ip_name" {
  description = "Name of the public IP address over which Azure manages the firewall; goes together with management_subnet_id."
  type        = string
  default     = null

  validation {
    condition     = (var.management_public_ip_name == null) == (var.management_subnet_id == null)
    error_message = "Expected management_public_ip_name together with management_subnet_id."
  }
}

variable "virtual_hub_id" {
  description = "Resource id of the virtual hub; null for AZFW_VNet."
  type        = string
  default     = null

  validation {
    condition     = (var.sku == "AZFW_Hub") == (var.virtual_hub_id != null)
    error_message = "Expected a virtual_hub_id for AZFW_Hub, and none for AZFW_VNet."
  }
}

variable "public_ip_count" {
  description = "Number of public IP addresses that Azure makes for a firewall in a virtual hub, 1 to 80."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.public_ip_count >= 1 && var.public_ip_count <= 80 && floor(var.public_ip_count) == var.public_ip_count
    error_message = "Expected a whole number from 1 to 80."
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

variable "dns_servers" {
  description = "Addresses of the DNS servers that the firewall asks on behalf of the spokes. An empty list leaves that to Azure."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for server in var.dns_servers : can(cidrhost("${server}/32", 0))])
    error_message = "Expected IPv4 addresses."
  }
}

variable "private_ip_ranges" {
  description = "Ranges to which the firewall doesn't translate source addresses, where public ranges are used as private. Null leaves that to Azure: RFC 1918 and RFC 6598."
  type        = list(string)
  default     = null

  validation {
    condition     = var.private_ip_ranges == null ? true : alltrue([for range in var.private_ip_ranges : can(cidrhost(range, 0))])
    error_message = "Expected IPv4 ranges."
  }
}

variable "intrusion_detection_mode" {
  description = "What intrusion detection does, in tier Premium: Off, Alert, or Deny to drop the traffic as well. Off in tier Standard."
  type        = string
  default     = "Off"
  nullable    = false

  validation {
    condition     = contains(["Off", "Alert", "Deny"], var.intrusion_detection_mode)
    error_message = "Expected Off, Alert or Deny."
  }

  validation {
    condition     = var.intrusion_detection_mode == "Off" || var.tier == "Premium"
    error_message = "Expected Off: only tier Premium detects intrusions."
  }
}

variable "aks_source_address_prefixes" {
  description = "Address ranges of the spokes whose clusters may leave through the firewall, in CIDR notation. Without any, the policy has no rules for clusters."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for prefix in var.aks_source_address_prefixes : try(cidrhost(prefix, 0) == split("/", prefix)[0], false)])
    error_message = "Expected address ranges in CIDR notation that start at their network address, such as 10.20.0.0/16."
  }
}

variable "regions" {
  description = "Azure regions of the clusters, in their short form such as westeurope; some names that the clusters call begin with their region."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for region in var.regions : can(regex("^[a-z]+[0-9]?$", region))])
    error_message = "Expected regions in their short form, such as westeurope."
  }

  validation {
    condition     = length(var.regions) > 0 || length(var.aks_source_address_prefixes) == 0
    error_message = "Expected at least one region, since there are aks_source_address_prefixes."
  }
}

variable "extra_network_rules" {
  description = "Further network rules that allow traffic, by their name. destination_addresses are addresses, ranges or service tags; destination_fqdns need TCP or UDP."
  type = map(object({
    description           = optional(string)
    source_addresses      = list(string)
    destination_addresses = optional(list(string), [])
    destination_fqdns     = optional(list(string), [])
    destination_ports     = list(string)
    protocols             = list(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue(flatten([for rule in values(var.extra_network_rules) : [for address in rule.source_addresses : address == "*" || can(cidrhost(strcontains(address, "/") ? address : "${address}/32", 0))]])) && alltrue([for rule in values(var.extra_network_rules) : length(rule.source_addresses) > 0])
    error_message = "Expected at least one source address of each rule: IPv4 addresses, ranges in CIDR notation, or *."
  }

  validation {
    condition     = alltrue([for rule in values(var.extra_network_rules) : (length(rule.destination_addresses) > 0) != (length(rule.destination_fqdns) > 0)])
    error_message = "Expected either destination_addresses or destination_fqdns of each rule."
  }

  validation {
    condition     = alltrue(flatten([for rule in values(var.extra_network_rules) : [for port in rule.destination_ports : port == "*" || can(regex("^[0-9]{1,5}(-[0-9]{1,5})?$", port))]])) && alltrue([for rule in values(var.extra_network_rules) : length(rule.destination_ports) > 0])
    error_message = "Expected at least one destination port of each rule: numbers, ranges such as 8000-8080, or *."
  }

  validation {
    condition     = alltrue([for rule in values(var.extra_network_rules) : length(rule.protocols) > 0 && alltrue([for protocol in rule.protocols : contains(length(rule.destination_fqdns) > 0 ? ["TCP", "UDP"] : ["TCP", "UDP", "ICMP", "Any"], protocol)])])
    error_message = "Expected protocols of each rule to be TCP, UDP, ICMP or Any, and only TCP and UDP with destination_fqdns."
  }
}

variable "extra_application_rules" {
  description = "Further application rules that allow traffic, by their name: to destination_fqdns or to what Azure keeps under destination_fqdn_tags."
  type = map(object({
    description           = optional(string)
    source_addresses      = list(string)
    destination_fqdns     = optional(list(string), [])
    destination_fqdn_tags = optional(list(string), [])
    protocols = list(object({
      type = string
      port = number
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue(flatten([for rule in values(var.extra_application_rules) : [for address in rule.source_addresses : address == "*" || can(cidrhost(strcontains(address, "/") ? address : "${address}/32", 0))]])) && alltrue([for rule in values(var.extra_application_rules) : length(rule.source_addresses) > 0])
    error_message = "Expected at least one source address of each rule: IPv4 addresses, ranges in CIDR notation, or *."
  }

  validation {
    condition     = alltrue([for rule in values(var.extra_application_rules) : (length(rule.destination_fqdns) > 0) != (length(rule.destination_fqdn_tags) > 0)])
    error_message = "Expected either destination_fqdns or destination_fqdn_tags of each rule."
  }

  validation {
    condition     = alltrue([for rule in values(var.extra_application_rules) : length(rule.protocols) > 0 && alltrue([for protocol in rule.protocols : contains(["Http", "Https", "Mssql"], protocol.type) && protocol.port >= 1 && protocol.port <= 64000])])
    error_message = "Expected at least one protocol of each rule: type Http, Https or Mssql, and a port from 1 to 64000."
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
