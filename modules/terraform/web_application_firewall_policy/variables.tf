variable "name" {
  description = "Name of the policy."
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

variable "mode" {
  description = "Prevention blocks what a rule matches, Detection only logs it."
  type        = string
  default     = "Prevention"
  nullable    = false

  validation {
    condition     = contains(["Prevention", "Detection"], var.mode)
    error_message = "The mode is Prevention or Detection."
  }
}

variable "max_request_body_in_kb" {
  description = "Largest request body that is let through, in KiB: 8 to 2000."
  type        = number
  default     = 128
  nullable    = false

  validation {
    condition     = var.max_request_body_in_kb >= 8 && var.max_request_body_in_kb <= 2000
    error_message = "The largest request body has 8 to 2000 KiB."
  }
}

variable "file_upload_limit_in_mb" {
  description = "Largest file that may be uploaded, in MiB: 1 to 4000."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.file_upload_limit_in_mb >= 1 && var.file_upload_limit_in_mb <= 4000
    error_message = "The largest upload has 1 to 4000 MiB."
  }
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  default     = {}
  nullable    = false
}
