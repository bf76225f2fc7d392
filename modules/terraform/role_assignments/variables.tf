variable "assignments" {
  description = "The role assignments, by a key of the caller's choice. A condition is written in version 2.0 of the condition language."
  type = map(object({
    scope                = string
    role_definition_name = string
    principal_id         = string
    principal_type       = optional(string, "Group")
    description          = optional(string)
    condition            = optional(string)
  }))
  nullable = false

  validation {
    condition     = alltrue([for assignment in values(var.assignments) : contains(["User", "Group", "ServicePrincipal"], assignment.principal_type)])
    error_message = "Expected principal_type to be User, Group or ServicePrincipal."
  }
}
