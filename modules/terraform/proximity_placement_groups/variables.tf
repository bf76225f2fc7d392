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

variable "names" {
  description = "Names of the placement groups, by node pool."
  type        = map(string)
  nullable    = false
}

variable "tags" {
  description = "Tags of the resources of this module."
  type        = map(string)
  default     = {}
  nullable    = false
}
