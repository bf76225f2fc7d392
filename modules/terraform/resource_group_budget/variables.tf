variable "name" {
  description = "Name of the budget."
  type        = string
  nullable    = false
}

variable "resource_group_id" {
  description = "Resource id of the resource group."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[0-9a-f-]{36}/resourceGroups/[^/]+$", var.resource_group_id))
    error_message = "Expected a resource id of the form /subscriptions/<id>/resourceGroups/<name>."
  }
}

variable "amount" {
  description = "The amount a month, in the currency of the subscription's billing account."
  type        = number
  nullable    = false

  validation {
    condition     = var.amount > 0
    error_message = "Expected more than 0."
  }
}

variable "start_date" {
  description = "First day of the month in which the budget starts, such as 2026-12-01T00:00:00Z. Another date later on replaces the budget."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{4}-(0[1-9]|1[0-2])-01T00:00:00Z$", var.start_date))
    error_message = "Expected the first day of a month at midnight, such as 2026-12-01T00:00:00Z."
  }
}

variable "actual_thresholds" {
  description = "Percentages of the amount at which the actual cost notifies."
  type        = list(number)
  default     = [50, 80, 100]
  nullable    = false

  validation {
    condition     = alltrue([for threshold in var.actual_thresholds : threshold > 0 && threshold <= 1000 && floor(threshold) == threshold])
    error_message = "Expected whole percentages from 1 to 1000."
  }
}

variable "forecast_thresholds" {
  description = "Percentages of the amount at which the forecast cost notifies. Together with actual_thresholds at most five."
  type        = list(number)
  default     = [100]
  nullable    = false

  validation {
    condition     = alltrue([for threshold in var.forecast_thresholds : threshold > 0 && threshold <= 1000 && floor(threshold) == threshold])
    error_message = "Expected whole percentages from 1 to 1000."
  }

  validation {
    condition     = length(var.actual_thresholds) + length(var.forecast_thresholds) >= 1 && length(var.actual_thresholds) + length(var.forecast_thresholds) <= 5
    error_message = "Expected one to five thresholds in all: Azure keeps no more than five notifications in a budget."
  }
}

variable "contact_emails" {
  description = "E-mail addresses that every notification reaches."
  type        = list(string)
  nullable    = false
}

variable "contact_group_ids" {
  description = "Resource ids of the action groups that every notification reaches."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.contact_emails) + length(var.contact_group_ids) > 0
    error_message = "Expected at least one e-mail address or action group."
  }
}
