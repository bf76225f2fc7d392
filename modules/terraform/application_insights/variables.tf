variable "name" {
  description = "Name of the Application Insights: 1 to 260 characters."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 260
    error_message = "The name of an Application Insights has 1 to 260 characters."
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

variable "log_analytics_workspace_id" {
  description = "Id of the Log Analytics workspace that keeps the traces; its retention holds for them too."
  type        = string
  nullable    = false
}

variable "sampling_percentage" {
  description = "Share of telemetry that is kept, in percent."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.sampling_percentage >= 1 && var.sampling_percentage <= 100
    error_message = "Expected a share from 1 to 100 percent."
  }
}

variable "daily_cap_gb" {
  description = "GB a day after which nothing more is taken in."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.daily_cap_gb >= 1 && var.daily_cap_gb <= 1000
    error_message = "Expected 1 to 1000 GB a day."
  }
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
