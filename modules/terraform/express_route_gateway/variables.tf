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
  description = "Size of the gateway: ErGw1AZ, ErGw2AZ, ErGw3AZ or ErGwScale."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["ErGw1AZ", "ErGw2AZ", "ErGw3AZ", "ErGwScale"], var.sku)
    error_message = "Expected ErGw1AZ, ErGw2AZ, ErGw3AZ or ErGwScale."
  }
}

variable "scale_units" {
  description = "Fewest and most scale units of an ErGwScale gateway, of about 1 gigabit per second each. Null for the other SKUs."
  type = object({
    minimum = number
    maximum = number
  })
  default = null

  validation {
    condition     = (var.scale_units == null) == (var.sku != "ErGwScale")
    error_message = "Expected scale_units for the SKU ErGwScale, and for no other."
  }

  validation {
    condition     = var.scale_units == null ? true : var.scale_units.minimum >= 1 && var.scale_units.minimum <= var.scale_units.maximum && var.scale_units.maximum <= 40 && floor(var.scale_units.minimum) == var.scale_units.minimum && floor(var.scale_units.maximum) == var.scale_units.maximum
    error_message = "Expected whole numbers from 1 to 40, the minimum no larger than the maximum."
  }
}

variable "connections" {
  description = "The connections to circuits of this subscription, by a key of the caller's choice. A circuit has to have its private peering first. routing_weight decides between circuits: the highest wins."
  type = map(object({
    name                     = string
    express_route_circuit_id = string
    routing_weight           = optional(number)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for connection in values(var.connections) : connection.routing_weight == null ? true : connection.routing_weight >= 0 && connection.routing_weight <= 32000])
    error_message = "Expected routing_weight from 0 to 32000."
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
