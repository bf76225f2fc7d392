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

variable "virtual_hub_id" {
  description = "Resource id of the virtual hub."
  type        = string
  nullable    = false
}

variable "virtual_wan_id" {
  description = "Resource id of the virtual WAN, which holds the sites."
  type        = string
  nullable    = false
}

variable "scale_unit" {
  description = "Scale units of the gateway, of 500 megabits per second each, 1 to 40."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.scale_unit >= 1 && var.scale_unit <= 40 && floor(var.scale_unit) == var.scale_unit
    error_message = "Expected a whole number from 1 to 40."
  }
}

variable "bgp_settings" {
  description = "BGP of the gateway, whose autonomous system number is 65515 in every virtual hub. The custom addresses of its two instances are for sites that need addresses from 169.254.21.0 to 169.254.22.255. The values cannot change later."
  type = object({
    peer_weight                 = optional(number, 0)
    instance_0_custom_addresses = optional(set(string), [])
    instance_1_custom_addresses = optional(set(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.bgp_settings.peer_weight >= 0 && var.bgp_settings.peer_weight <= 100
    error_message = "Expected a peer_weight from 0 to 100."
  }

  validation {
    condition     = alltrue([for address in var.bgp_settings.instance_0_custom_addresses : can(regex("^169[.]254[.]2[12][.][0-9]{1,3}$", address)) && can(cidrhost("${address}/32", 0))]) && alltrue([for address in var.bgp_settings.instance_1_custom_addresses : can(regex("^169[.]254[.]2[12][.][0-9]{1,3}$", address)) && can(cidrhost("${address}/32", 0))])
    error_message = "Expected custom addresses from 169.254.21.0 to 169.254.22.255."
  }

  validation {
    condition     = (length(var.bgp_settings.instance_0_custom_addresses) == 0) == (length(var.bgp_settings.instance_1_custom_addresses) == 0)
    error_message = "Expected custom addresses of both instances or of neither."
  }
}

variable "sites" {
  description = "The sites, by a key of the caller's choice: links are their ways to the internet, of which each answers at ip_address or fqdn and has a bandwidth in megabits per second. address_space is what lies behind the site; where every link has bgp the ranges are learned and it may be empty. internet_security_enabled sends the site the default route of the hub."
  type = map(object({
    site_name                 = string
    connection_name           = string
    address_space             = optional(list(string), [])
    internet_security_enabled = optional(bool, false)
    links = list(object({
      name       = string
      ip_address = optional(string)
      fqdn       = optional(string)
      bandwidth  = number
      bgp = optional(object({
        asn             = number
        peering_address = string
      }))
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for site in values(var.sites) : length(site.links) >= 1 && length(site.links) <= 4 && length(distinct(site.links[*].name)) == length(site.links)])
    error_message = "Expected 1 to 4 links of each site, with different names."
  }

  validation {
    condition     = alltrue([for link in flatten([for site in values(var.sites) : site.links]) : (link.ip_address == null) != (link.fqdn == null)])
    error_message = "Expected either ip_address or fqdn of each link."
  }

  validation {
    condition     = alltrue([for link in flatten([for site in values(var.sites) : site.links]) : link.ip_address == null ? true : can(cidrhost("${link.ip_address}/32", 0))])
    error_message = "Expected IPv4 addresses of the links."
  }

  validation {
    condition     = alltrue([for link in flatten([for site in values(var.sites) : site.links]) : link.bandwidth >= 1])
    error_message = "Expected a bandwidth of at least 1 megabit per second."
  }

  validation {
    condition     = alltrue(flatten([for site in values(var.sites) : [for prefix in site.address_space : try(cidrhost(prefix, 0) == split("/", prefix)[0], false)]]))
    error_message = "Expected address ranges in CIDR notation that start at their network address, such as 192.168.0.0/16."
  }

  validation {
    condition     = alltrue([for site in values(var.sites) : length(site.address_space) > 0 || alltrue([for link in site.links : link.bgp != null])])
    error_message = "Expected an address_space, or bgp of every link, of each site: without either, nothing is routed to it."
  }

  validation {
    condition     = alltrue([for link in flatten([for site in values(var.sites) : site.links]) : link.bgp == null ? true : link.bgp.asn != 65515])
    error_message = "Expected an autonomous system number other than 65515, which the hub uses."
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
