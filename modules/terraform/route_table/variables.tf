variable "name" {
  description = "Name of the route table."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region, in its short form such as westeurope."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the route table."
  type        = string
  nullable    = false
}

variable "bgp_route_propagation_enabled" {
  description = "Whether the routes of gateways hold as well."
  type        = bool
  default     = true
  nullable    = false
}

variable "routes" {
  description = "The routes, by their names."
  type = map(object({
    address_prefix         = string
    next_hop_type          = string
    next_hop_in_ip_address = optional(string)
  }))
  nullable = false

  validation {
    condition     = alltrue([for route in values(var.routes) : contains(["VirtualNetworkGateway", "VnetLocal", "Internet", "VirtualAppliance", "None"], route.next_hop_type)])
    error_message = "Expected next_hop_type to be VirtualNetworkGateway, VnetLocal, Internet, VirtualAppliance or None."
  }

  validation {
    condition     = alltrue([for route in values(var.routes) : (route.next_hop_type == "VirtualAppliance") == (route.next_hop_in_ip_address != null)])
    error_message = "Expected next_hop_in_ip_address for a VirtualAppliance, and for no other next hop."
  }
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
