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

variable "scale_units" {
  description = "Scale units of the gateway, of 2 gigabits per second each, 1 to 10."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.scale_units >= 1 && var.scale_units <= 10 && floor(var.scale_units) == var.scale_units
    error_message = "Expected a whole number from 1 to 10."
  }
}

variable "connections" {
  description = "The connections to the private peerings of circuits of this subscription, by a key of the caller's choice. routing_weight decides between circuits: the highest wins. internet_security_enabled sends the default route of the hub over the circuit."
  type = map(object({
    name                             = string
    express_route_circuit_peering_id = string
    routing_weight                   = optional(number, 0)
    internet_security_enabled        = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for connection in values(var.connections) : connection.routing_weight >= 0 && connection.routing_weight <= 32000])
    error_message = "Expected routing_weight from 0 to 32000."
  }
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
