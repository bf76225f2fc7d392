variable "name" {
  description = "Name of the workspace."
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

variable "retention_in_days" {
  description = "Days for which the workspace keeps its data, 30 to 730."
  type        = number
  nullable    = false

  validation {
    condition     = var.retention_in_days >= 30 && var.retention_in_days <= 730
    error_message = "Expected 30 to 730 days."
  }
}

variable "daily_quota_gb" {
  description = "Gigabytes a day after which ingestion stops until the next day. Null sets no limit."
  type        = number
  default     = null

  validation {
    condition     = var.daily_quota_gb == null ? true : var.daily_quota_gb > 0
    error_message = "Expected null or more than 0 gigabytes."
  }
}

variable "diagnostic_settings" {
  description = "Whether the module sets diagnostic settings; false where policies of an Azure landing zone set them."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
