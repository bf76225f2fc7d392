variable "name" {
  description = "Name of the connection."
  type        = string
  nullable    = false
}

variable "virtual_hub_id" {
  description = "Resource id of the virtual hub."
  type        = string
  nullable    = false
}

variable "remote_virtual_network_id" {
  description = "Resource id of the virtual network."
  type        = string
  nullable    = false
}

variable "internet_security_enabled" {
  description = "Whether the network learns the hub's default route and so leaves through the hub's firewall."
  type        = bool
  default     = true
  nullable    = false
}
