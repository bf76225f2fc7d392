variable "name" {
  description = "Name of the firewall."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the firewall."
  type        = string
  nullable    = false
}
