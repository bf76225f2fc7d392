variable "name" {
  description = "Name of the resolver."
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

variable "virtual_network_id" {
  description = "Resource id of the virtual network that holds both endpoints."
  type        = string
  nullable    = false
}

variable "inbound_subnet_id" {
  description = "Resource id of the inbound endpoint's subnet, which is delegated to Microsoft.Network/dnsResolvers and holds nothing else."
  type        = string
  nullable    = false
}

variable "outbound_subnet_id" {
  description = "Resource id of the outbound endpoint's subnet, which is delegated to Microsoft.Network/dnsResolvers and holds nothing else."
  type        = string
  nullable    = false
}

variable "inbound_endpoint_name" {
  description = "Name of the inbound endpoint."
  type        = string
  nullable    = false
}

variable "outbound_endpoint_name" {
  description = "Name of the outbound endpoint."
  type        = string
  nullable    = false
}

variable "ruleset_name" {
  description = "Name of the forwarding ruleset."
  type        = string
  nullable    = false
}

variable "inbound_static_ip_address" {
  description = "Address of the inbound endpoint within its subnet, for whoever has to name it before it exists. Null lets Azure choose."
  type        = string
  default     = null

  validation {
    condition     = var.inbound_static_ip_address == null ? true : can(cidrhost("${var.inbound_static_ip_address}/32", 0))
    error_message = "Expected an IPv4 address."
  }
}

variable "forwarding_rules" {
  description = "The rules, by a key of the caller's choice: domain_name ends with a dot, target_dns_servers answer for it."
  type = map(object({
    name               = string
    domain_name        = string
    target_dns_servers = list(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for rule in values(var.forwarding_rules) : can(regex("^([0-9A-Za-z_]([0-9A-Za-z_-]{0,61}[0-9A-Za-z_])?[.])+$", rule.domain_name)) || rule.domain_name == "."])
    error_message = "Expected domain names that end with a dot, such as corp.example.com."
  }

  validation {
    condition     = alltrue([for rule in values(var.forwarding_rules) : length(rule.target_dns_servers) >= 1 && length(rule.target_dns_servers) <= 6])
    error_message = "Expected 1 to 6 target_dns_servers of each rule."
  }

  validation {
    condition     = alltrue(flatten([for rule in values(var.forwarding_rules) : [for server in rule.target_dns_servers : can(cidrhost("${server}/32", 0))]]))
    error_message = "Expected IPv4 addresses of the target_dns_servers."
  }

  validation {
    condition     = length(distinct([for rule in values(var.forwarding_rules) : lower(rule.domain_name)])) == length(var.forwarding_rules)
    error_message = "Expected one rule for a domain name."
  }
}

variable "virtual_network_links" {
  description = "The virtual networks that follow the rules, by a key of the caller's choice."
  type = map(object({
    name               = string
    virtual_network_id = string
  }))
  default  = {}
  nullable = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
