variable "management_group_id" {
  description = "Resource id of the management group at which the resources are looked for: /providers/Microsoft.Management/managementGroups/<name>."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/providers/Microsoft[.]Management/managementGroups/[^/]+$", var.management_group_id))
    error_message = "Expected a resource id of the form /providers/Microsoft.Management/managementGroups/<name>."
  }
}

variable "remediations" {
  description = "The remediations. The key is the remediation's name. policy_definition_reference_id is the policy of an initiative and null for the assignment of a single policy; location_filters are regions, all of them by default. The assignment's identity must have its roles before."
  type = map(object({
    policy_assignment_id           = string
    policy_definition_reference_id = optional(string)
    location_filters               = optional(list(string), [])
  }))
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.remediations) : can(regex("^[^A-Z%&?/#:\\\\]{1,260}$", key))])
    error_message = "Expected keys of 1 to 260 characters without upper-case letters and % & ? / # : and backslash: they are the names."
  }

  validation {
    condition     = alltrue([for item in values(var.remediations) : alltrue([for location in item.location_filters : can(regex("^[a-z0-9]+$", location))])])
    error_message = "Expected regions in their short form such as westeurope."
  }
}
