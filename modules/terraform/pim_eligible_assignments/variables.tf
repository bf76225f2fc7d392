variable "assignments" {
  description = "The eligible assignments, by a key of the caller's choice. scope is the resource id of a management group, a subscription or what is in one; role_definition_id any resource id of the role; expiration_days is null for one that never ends, which the scope's role settings must allow."
  type = map(object({
    scope              = string
    role_definition_id = string
    principal_id       = string
    justification      = string
    expiration_days    = optional(number)
  }))
  nullable = false

  validation {
    condition     = alltrue([for item in values(var.assignments) : can(regex("(?i)/providers/Microsoft[.]Authorization/roleDefinitions/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", item.role_definition_id))])
    error_message = "Expected role_definition_id to be the resource id of a role: …/providers/Microsoft.Authorization/roleDefinitions/<uuid>."
  }

  validation {
    condition     = alltrue([for item in values(var.assignments) : can(regex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", item.principal_id))])
    error_message = "Expected principal_id to be the object id of a group or user: a lower-case UUID."
  }

  validation {
    condition     = alltrue([for item in values(var.assignments) : length(trimspace(item.justification)) > 0])
    error_message = "Expected a justification: it stands in the audit trail."
  }

  validation {
    condition     = alltrue([for item in values(var.assignments) : item.expiration_days == null ? true : item.expiration_days >= 1 && item.expiration_days <= 365 && floor(item.expiration_days) == item.expiration_days])
    error_message = "Expected expiration_days to be null or a whole number from 1 to 365."
  }
}
