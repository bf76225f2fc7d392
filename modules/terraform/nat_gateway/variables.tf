variable "name" {
  description = "Name of the NAT gateway."
  type        = string
  nullable    = false
}

variable "public_ip_name" {
  description = "Name of the public IP address from which the subnets' traffic leaves."
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

variable "zones" {
  description = "The availability zones of the region, over which the gateway and its public IP address are spread; none in a region without zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)])
    error_message = "Expected availability zones 1, 2 and 3, or none."
  }
}

variable "idle_timeout_in_minutes" {
  description = "Minutes after which an idle connection is dropped, 4 to 120."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.idle_timeout_in_minutes >= 4 && var.idle_timeout_in_minutes <= 120
    error_message = "Expected 4 to 120 minutes."
  }
}

variable "subnet_ids" {
  description = "Resource ids of the subnets that leave through the gateway, by a key of the caller's choice."
  type        = map(string)
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
