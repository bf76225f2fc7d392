variable "resource_group_name" {
  description = "Name of the resource group that holds the resources of this module."
  type        = string
  nullable    = false
}

variable "service_health_alert_name" {
  description = "Name of the alert on incidents, maintenance and advisories of Azure."
  type        = string
  nullable    = false
}

variable "resource_health_alert_name" {
  description = "Name of the alert on resources that become degraded or unavailable."
  type        = string
  nullable    = false
}

variable "advisor_alert_name" {
  description = "Name of the alert on recommendations of Azure Advisor."
  type        = string
  nullable    = false
}

variable "administrative_alerts" {
  description = "Alerts on single operations, by a key of the caller's choice, such as Microsoft.Authorization/policyAssignments/write."
  type = map(object({
    name           = string
    operation_name = string
    description    = string
  }))
  nullable = false

  validation {
    condition     = alltrue([for alert in values(var.administrative_alerts) : can(regex("^[A-Za-z]+[.][A-Za-z.]+/.+/(write|delete|action)$", alert.operation_name))])
    error_message = "Expected operation names of the form <provider>/<type>/write, /delete or /action."
  }

  validation {
    condition     = length(setintersection(keys(var.administrative_alerts), ["service_health", "resource_health", "advisor"])) == 0
    error_message = "Expected other keys than service_health, resource_health and advisor, which the output ids uses for the fixed alerts."
  }
}

variable "subscription_id" {
  description = "Id of the subscription which the alerts watch, a UUID: the one that they are created in, since Azure takes a service health alert nowhere else."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", var.subscription_id))
    error_message = "Expected a subscription id: a lower-case UUID."
  }
}

variable "action_group_id" {
  description = "Resource id of the action group that is notified."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
