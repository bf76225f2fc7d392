variable "name" {
  description = "Name of the private endpoint."
  type        = string
  nullable    = false
}

variable "network_interface_name" {
  description = "Name of the endpoint's network interface."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region of the endpoint, in its short form such as westeurope."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the endpoint."
  type        = string
  nullable    = false
}

variable "subnet_id" {
  description = "Resource id of the subnet that the endpoint takes its address from."
  type        = string
  nullable    = false
}

variable "resource_id" {
  description = "Resource id of the service that the endpoint leads to. Whoever applies this may approve connections to it."
  type        = string
  nullable    = false
}

variable "subresource_name" {
  description = "Part of the service that the endpoint leads to, such as blob."
  type        = string
  nullable    = false
}

variable "private_dns_zone_id" {
  description = "Resource id of the private DNS zone that the endpoint is registered in."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
