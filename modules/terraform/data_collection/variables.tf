variable "name" {
  description = "Name of the data collection rule, 3 to 64 characters."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{1,62}[A-Za-z0-9_]$", var.name))
    error_message = "Expected 3 to 64 letters, digits, underscores, periods and hyphens, starting and ending with none of the last two."
  }
}

variable "data_collection_endpoint_name" {
  description = "Name of the data collection endpoint, 3 to 44 characters, or null for none: the agent needs one only through a private link scope."
  type        = string
  default     = null

  validation {
    condition     = var.data_collection_endpoint_name == null ? true : can(regex("^[a-zA-Z][a-zA-Z0-9-]{1,42}[a-zA-Z0-9]$", var.data_collection_endpoint_name))
    error_message = "Expected null, or 3 to 44 letters, digits and hyphens, a letter first and no hyphen last."
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
  description = "Id of the Log Analytics workspace that receives the logs."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
