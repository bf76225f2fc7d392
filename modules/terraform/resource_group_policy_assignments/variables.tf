variable "resource_group_id" {
  description = "Resource id of the resource group to which the policies are assigned."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region that keeps the managed identities of the assignments, in its short form such as westeurope."
  type        = string
  nullable    = false
}

variable "assignments" {
  description = "The policy assignments. The key is the assignment's name; policy_definition_id is the id of a policy or of an initiative. parameters holds the string values and list_parameters the array values. An assignment that deploys or modifies needs identity, and its principal the roles which the policy names."
  type = map(object({
    display_name           = string
    description            = optional(string)
    policy_definition_id   = string
    parameters             = optional(map(string), {})
    list_parameters        = optional(map(list(string)), {})
    enforce                = optional(bool, true)
    non_compliance_message = optional(string)
    identity               = optional(bool, false)
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.assignments) : length(name) >= 1 && length(name) <= 24])
    error_message = "Expected assignment names of 1 to 24 characters."
  }

  validation {
    condition     = alltrue([for assignment in values(var.assignments) : length(setintersection(keys(assignment.parameters), keys(assignment.list_parameters))) == 0])
    error_message = "Expected each parameter either in parameters or in list_parameters, not in both."
  }
}
