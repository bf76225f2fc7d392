variable "name" {
  description = "Name of the diagnostic setting."
  type        = string
  nullable    = false
}

variable "subscription_id" {
  description = "Id of the subscription whose activity log is sent, a UUID."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", var.subscription_id))
    error_message = "Expected a subscription id: a lower-case UUID."
  }
}

variable "log_analytics_workspace_id" {
  description = "Id of the Log Analytics workspace that receives the logs."
  type        = string
  nullable    = false
}

variable "categories" {
  description = "Categories of the activity log that are sent, all of them by default."
  type        = set(string)
  default     = ["Administrative", "Alert", "Autoscale", "Policy", "Recommendation", "ResourceHealth", "Security", "ServiceHealth"]
  nullable    = false

  validation {
    condition     = length(var.categories) >= 1 && length(setsubtract(var.categories, ["Administrative", "Alert", "Autoscale", "Policy", "Recommendation", "ResourceHealth", "Security", "ServiceHealth"])) == 0
    error_message = "Expected one or more of Administrative, Alert, Autoscale, Policy, Recommendation, ResourceHealth, Security and ServiceHealth."
  }
}
