variable "name" {
  description = "Name of the routing intent."
  type        = string
  nullable    = false
}

variable "virtual_hub_id" {
  description = "Resource id of the virtual hub."
  type        = string
  nullable    = false
}

variable "firewall_id" {
  description = "Resource id of the firewall in the hub."
  type        = string
  nullable    = false
}

variable "internet" {
  description = "Whether traffic to the internet goes through the firewall."
  type        = bool
  default     = true
  nullable    = false
}

variable "private" {
  description = "Whether traffic between networks, sites and hubs goes through the firewall."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.internet || var.private
    error_message = "Expected internet or private to be true: an intent without either says nothing."
  }
}
