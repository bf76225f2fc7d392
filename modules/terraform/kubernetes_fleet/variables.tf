variable "name" {
  description = "Name of the fleet: 1 to 63 lower-case letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.name))
    error_message = "The name of a fleet has 1 to 63 lower-case letters, digits and hyphens."
  }
}

variable "location" {
  description = "Azure region of the resources of this module."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the resources of this module."
  type        = string
  nullable    = false
}

variable "members" {
  description = "The clusters, by the name that they have in the fleet: the cluster's resource id and its group."
  type = map(object({
    cluster_id = string
    group      = string
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.members) : can(regex("^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$", name))])
    error_message = "The name of a member has 1 to 50 lower-case letters, digits and hyphens."
  }

  validation {
    condition     = length(var.members) >= 2
    error_message = "Expected two members or more: a fleet of one has no stages."
  }
}

variable "strategy" {
  description = "The update strategy: its name and its stages in order, each with its name, the groups that it upgrades and the seconds until the next."
  type = object({
    name = string
    stages = list(object({
      name         = string
      groups       = list(string)
      wait_seconds = optional(number)
    }))
  })
  nullable = false

  validation {
    condition     = length(var.strategy.stages) >= 1 && alltrue([for stage in var.strategy.stages : length(stage.groups) >= 1])
    error_message = "Expected at least one stage, and a group in each."
  }

  validation {
    condition     = length(setsubtract(flatten([for stage in var.strategy.stages : stage.groups]), [for member in values(var.members) : member.group])) == 0
    error_message = "Expected groups that have members."
  }
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
