variable "zones" {
  description = "Names of the zones, such as privatelink.azurecr.io."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^([0-9a-z_]([0-9a-z_-]{0,61}[0-9a-z_])?[.])+[0-9a-z_]([0-9a-z_-]{0,61}[0-9a-z_])?$", zone))])
    error_message = "Expected names of two or more lower-case labels, such as privatelink.azurecr.io."
  }
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the resources of this module."
  type        = string
  nullable    = false
}

variable "virtual_network_links" {
  description = "The virtual networks that resolve the zones, by a key of the caller's choice; name is the name of the link in every zone."
  type = map(object({
    name               = string
    virtual_network_id = string
  }))
  nullable = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
