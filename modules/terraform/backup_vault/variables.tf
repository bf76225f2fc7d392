variable "name" {
  description = "Name of the vault: 2 to 50 letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[-a-zA-Z0-9]{2,50}$", var.name))
    error_message = "Expected 2 to 50 letters, digits and hyphens."
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

variable "redundancy" {
  description = "How the vault keeps backups: LocallyRedundant, ZoneRedundant or GeoRedundant. Another value later on replaces the vault."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["LocallyRedundant", "ZoneRedundant", "GeoRedundant"], var.redundancy)
    error_message = "Expected LocallyRedundant, ZoneRedundant or GeoRedundant."
  }
}

variable "soft_delete" {
  description = "Whether deleted backups are kept for a while: On, or AlwaysOn which can't be taken back."
  type        = string
  default     = "On"
  nullable    = false

  validation {
    condition     = contains(["On", "AlwaysOn"], var.soft_delete)
    error_message = "Expected On or AlwaysOn."
  }
}

variable "retention_days" {
  description = "Days that deleted backups are kept, 14 to 180."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.retention_days >= 14 && var.retention_days <= 180 && floor(var.retention_days) == var.retention_days
    error_message = "Expected a whole number from 14 to 180."
  }
}

variable "immutability" {
  description = "Whether backups can be deleted before their time: Disabled, Unlocked, or Locked which can't be taken back."
  type        = string
  default     = "Disabled"
  nullable    = false

  validation {
    condition     = contains(["Disabled", "Unlocked", "Locked"], var.immutability)
    error_message = "Expected Disabled, Unlocked or Locked."
  }
}

variable "cross_region_restore" {
  description = "Whether backups can be restored in the paired region, for a vault that is GeoRedundant. It can't be turned off: that replaces the vault."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.cross_region_restore || var.redundancy == "GeoRedundant"
    error_message = "Expected false unless redundancy is GeoRedundant."
  }
}

variable "diagnostic_settings" {
  description = "Whether the module sets diagnostic settings; false where policies of an Azure landing zone set them."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Id of the Log Analytics workspace that receives the logs."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
