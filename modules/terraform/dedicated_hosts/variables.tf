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

variable "groups" {
  description = "The host groups, by node pool: name, zone, the hosts' name (a number follows it), SKU and count. Hosts are spread over the group's fault domains. Changing anything but the count replaces hosts."
  type = map(object({
    name       = string
    zone       = optional(string)
    host_name  = string
    host_sku   = string
    host_count = number
  }))
  nullable = false

  validation {
    condition     = alltrue([for group in var.groups : group.host_count >= 1 && group.host_count <= 20])
    error_message = "A group has 1 to 20 hosts."
  }
}

variable "principal_id" {
  description = "Object id of the cluster's control-plane identity, which places nodes on the hosts."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the resources of this module."
  type        = map(string)
  default     = {}
  nullable    = false
}
