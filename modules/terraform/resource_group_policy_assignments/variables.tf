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
  description = "The policy assignments. The key is the assignment's name; policy_definition_id is the id of a policy or of an initiative. parameters holds the string values, list_parameters the array values and json_parameters the JSON text of any other value, such as a number. reference_messages are messages of single policies of an initiative, by their reference id. An assignment that deploys or modifies needs identity, and its principal the roles which the policy names."
  type = map(object({
    display_name           = string
    description            = optional(string)
    policy_definition_id   = string
    parameters             = optional(map(string), {})
    list_parameters        = optional(map(list(string)), {})
    json_parameters        = optional(map(string), {})
    enforce                = optional(bool, true)
    non_compliance_message = optional(string)
    reference_messages     = optional(map(string), {})
    identity               = optional(bool, false)
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.assignments) : length(name) >= 1 && length(name) <= 24])
    error_message = "Expected assignment names of 1 to 24 characters."
  }

  validation {
    condition     = alltrue([for assignment in values(var.assignments) : length(merge(assignment.parameters, assignment.list_parameters, assignment.json_parameters)) == length(assignment.parameters) + length(assignment.list_parameters) + length(assignment.json_parameters)])
    error_message = "Expected each parameter in one of parameters, list_parameters and json_parameters."
  }

  validation {
    condition     = alltrue([for assignment in values(var.assignments) : alltrue([for text in values(assignment.json_parameters) : try(jsondecode(text) != null, false)])])
    error_message = "Expected json_parameters to be JSON texts, and none null: Azure takes a missing parameter for its default."
  }
}
