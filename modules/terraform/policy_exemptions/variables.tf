variable "exemptions" {
  description = "The exemptions. The key is the exemption's name; scope_id is the resource id of what is exempt; reference_ids are the policies of an initiative, all of them by default. category is Waiver where the risk is accepted and Mitigated where something else covers it."
  type = map(object({
    scope_kind           = string
    scope_id             = string
    policy_assignment_id = string
    category             = string
    display_name         = string
    description          = string
    expires_on           = string
    reference_ids        = optional(list(string), [])
  }))
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.exemptions) : can(regex("^[^<>*%&:?/+#\\\\]{1,63}[^<>*%&:?/+#\\\\. ]$|^[^<>*%&:?/+#\\\\. ]$", key))])
    error_message = "Expected keys of 1 to 64 characters without < > * % & : ? / + # and backslash, not ending in a space or a period: they are the names."
  }

  validation {
    condition     = alltrue([for item in values(var.exemptions) : contains(["management_group", "subscription", "resource_group"], item.scope_kind)])
    error_message = "Expected scope_kind to be management_group, subscription or resource_group."
  }

  validation {
    condition = alltrue([for item in values(var.exemptions) : can(regex({
      management_group = "(?i)^/providers/Microsoft[.]Management/managementGroups/[^/]+$"
      subscription     = "(?i)^/subscriptions/[0-9a-f-]{36}$"
      resource_group   = "(?i)^/subscriptions/[0-9a-f-]{36}/resourceGroups/[^/]+$"
    }[item.scope_kind], item.scope_id))])
    error_message = "Expected scope_id to be a resource id of the kind that scope_kind says."
  }

  validation {
    condition     = alltrue([for item in values(var.exemptions) : contains(["Waiver", "Mitigated"], item.category)])
    error_message = "Expected category to be Waiver or Mitigated."
  }

  validation {
    condition     = alltrue([for item in values(var.exemptions) : length(item.display_name) >= 1 && length(item.display_name) <= 128 && length(trimspace(item.description)) >= 1 && length(item.description) <= 512])
    error_message = "Expected a display name of 1 to 128 characters and a description of 1 to 512: it says why."
  }

  validation {
    condition     = alltrue([for item in values(var.exemptions) : can(timeadd(item.expires_on, "0s")) && can(regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", item.expires_on))])
    error_message = "Expected expires_on in UTC, such as 2027-06-30T00:00:00Z: Azure returns no other form."
  }
}
