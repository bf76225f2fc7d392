variable "scope" {
  description = "Resource id of the management group or subscription at which the roles are defined."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/providers/Microsoft[.]Management/managementGroups/[^/]+$|^/subscriptions/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", var.scope))
    error_message = "Expected the resource id of a management group or of a subscription."
  }
}

variable "definitions" {
  description = "The roles, by a key that never changes: the role's own id is made from it and the scope. name is what people see, unique in the tenant. assignable_scopes is the scope alone by default."
  type = map(object({
    name              = string
    description       = string
    actions           = optional(list(string), [])
    not_actions       = optional(list(string), [])
    data_actions      = optional(set(string), [])
    not_data_actions  = optional(set(string), [])
    assignable_scopes = optional(list(string), [])
  }))
  nullable = false

  validation {
    condition     = alltrue([for item in values(var.definitions) : length(item.name) >= 1 && length(item.name) <= 512 && length(item.description) >= 1 && length(item.description) <= 1024])
    error_message = "Expected a name of 1 to 512 characters and a description of 1 to 1024."
  }

  validation {
    condition     = alltrue([for item in values(var.definitions) : length(item.actions) + length(item.data_actions) > 0])
    error_message = "Expected at least one action or data action."
  }

  validation {
    condition     = alltrue([for item in values(var.definitions) : !contains(item.actions, "*") && !contains(item.data_actions, "*")])
    error_message = "Expected named actions: a role with * is an owner by another name."
  }

  validation {
    condition     = alltrue([for item in values(var.definitions) : length([for scope in item.assignable_scopes : scope if can(regex("(?i)^/providers/Microsoft.Management/managementGroups/", scope))]) <= 1])
    error_message = "Expected at most one management group in assignable_scopes: Azure takes no more."
  }

  validation {
    condition     = length(distinct([for item in values(var.definitions) : lower(item.name)])) == length(var.definitions)
    error_message = "Expected different names: Azure takes each but once in a tenant."
  }
}
