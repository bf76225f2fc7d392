variable "name" {
  description = "Name of the virtual hub."
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

variable "virtual_wan_id" {
  description = "Resource id of the virtual WAN."
  type        = string
  nullable    = false
}

variable "address_prefix" {
  description = "Address range of the hub, /24 or larger, in CIDR notation. It cannot change later."
  type        = string
  nullable    = false

  validation {
    condition     = try(cidrhost(var.address_prefix, 0) == split("/", var.address_prefix)[0], false) && try(tonumber(split("/", var.address_prefix)[1]) <= 24, false)
    error_message = "Expected an address range of /24 or larger in CIDR notation that starts at its network address, such as 10.100.0.0/23."
  }
}

variable "hub_routing_preference" {
  description = "Which way wins where several lead to the same place: ExpressRoute, VpnGateway or ASPath."
  type        = string
  default     = "ExpressRoute"
  nullable    = false

  validation {
    condition     = contains(["ExpressRoute", "VpnGateway", "ASPath"], var.hub_routing_preference)
    error_message = "Expected ExpressRoute, VpnGateway or ASPath."
  }
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
