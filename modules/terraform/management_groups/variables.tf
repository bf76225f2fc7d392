variable "parent_management_group_id" {
  description = "Resource id of the existing management group under which the groups without a parent go: /providers/Microsoft.Management/managementGroups/<name>."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/providers/Microsoft.Management/managementGroups/[^/]+$", var.parent_management_group_id))
    error_message = "Expected a resource id of the form /providers/Microsoft.Management/managementGroups/<name>."
  }
}

variable "management_groups" {
  description = "The management groups. The key is the group's name, which is also the last part of its id; parent is the key of another group, or null for a group of the first level."
  type = map(object({
    display_name = string
    parent       = optional(string)
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.management_groups) : can(regex("^[0-9A-Za-z_().-]{0,89}[0-9A-Za-z_()-]$", name))])
    error_message = "Expected names of 1 to 90 letters, digits, underscores, hyphens, periods and parentheses, not ending in a period."
  }

  validation {
    condition     = alltrue([for group in values(var.management_groups) : group.parent == null ? true : contains(keys(var.management_groups), group.parent)])
    error_message = "Expected every parent to be null or the key of another management group."
  }
}

variable "subscriptions" {
  description = "The management group of each subscription: subscription id to the key of a management group."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for id in keys(var.subscriptions) : can(regex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", id))])
    error_message = "Expected the keys to be subscription ids: lower-case UUIDs."
  }

  validation {
    condition     = alltrue([for name in values(var.subscriptions) : contains(keys(var.management_groups), name)])
    error_message = "Expected every value to be the key of a management group."
  }
}
