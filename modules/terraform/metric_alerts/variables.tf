variable "resource_group_name" {
  description = "Name of the resource group that holds the resources of this module."
  type        = string
  nullable    = false
}

variable "alerts" {
  description = "The alerts, by a key of the caller's choice. scopes are resource ids; more than one, a resource group or a subscription need target_resource_type and target_resource_location. frequency and window are durations such as PT5M; severity goes from 0, critical, to 4, verbose."
  type = map(object({
    name                     = string
    description              = string
    scopes                   = list(string)
    namespace                = string
    metric                   = string
    aggregation              = string
    operator                 = string
    threshold                = number
    frequency                = string
    window                   = string
    severity                 = number
    target_resource_type     = optional(string)
    target_resource_location = optional(string)

    dimensions = optional(list(object({
      name     = string
      operator = string
      values   = list(string)
    })), [])
  }))
  nullable = false

  validation {
    condition     = alltrue([for item in values(var.alerts) : length(item.name) >= 1 && length(item.name) <= 260])
    error_message = "Expected names of 1 to 260 characters."
  }

  validation {
    condition     = alltrue([for item in values(var.alerts) : length(item.scopes) >= 1])
    error_message = "Expected at least one scope."
  }

  validation {
    condition     = alltrue([for item in values(var.alerts) : (length(item.scopes) == 1 && !can(regex("(?i)^/subscriptions/[^/]+(/resourceGroups/[^/]+)?$", item.scopes[0]))) || (item.target_resource_type != null && item.target_resource_location != null)])
    error_message = "Expected target_resource_type and target_resource_location of an alert on more than one resource, a resource group or a subscription."
  }

  validation {
    condition     = alltrue([for item in values(var.alerts) : contains(["Average", "Count", "Minimum", "Maximum", "Total"], item.aggregation)])
    error_message = "Expected aggregation to be Average, Count, Minimum, Maximum or Total."
  }

  validation {
    condition     = alltrue([for item in values(var.alerts) : contains(["Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"], item.operator)])
    error_message = "Expected operator to be Equals, GreaterThan, GreaterThanOrEqual, LessThan or LessThanOrEqual."
  }

  validation {
    condition     = alltrue([for item in values(var.alerts) : contains(["PT1M", "PT5M", "PT15M", "PT30M", "PT1H"], item.frequency)])
    error_message = "Expected frequency to be PT1M, PT5M, PT15M, PT30M or PT1H."
  }

  validation {
    condition     = alltrue([for item in values(var.alerts) : lookup({ PT1M = 1, PT5M = 5, PT15M = 15, PT30M = 30, PT1H = 60, PT6H = 360, PT12H = 720, P1D = 1440 }, item.window, 0) >= lookup({ PT1M = 1, PT5M = 5, PT15M = 15, PT30M = 30, PT1H = 60, PT6H = 360, PT12H = 720, P1D = 1440 }, item.frequency, 0) && lookup({ PT1M = 1, PT5M = 5, PT15M = 15, PT30M = 30, PT1H = 60, PT6H = 360, PT12H = 720, P1D = 1440 }, item.window, 0) > 0])
    error_message = "Expected window to be PT1M, PT5M, PT15M, PT30M, PT1H, PT6H, PT12H or P1D, and no shorter than frequency."
  }

  validation {
    condition     = alltrue([for item in values(var.alerts) : contains([0, 1, 2, 3, 4], item.severity)])
    error_message = "Expected severity to be 0, 1, 2, 3 or 4."
  }

  validation {
    condition     = alltrue([for item in values(var.alerts) : alltrue([for dimension in item.dimensions : contains(["Include", "Exclude", "StartsWith"], dimension.operator) && length(dimension.values) >= 1])])
    error_message = "Expected dimensions with the operator Include, Exclude or StartsWith and at least one value."
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
