variable "groups" {
  description = "The groups, by a key of the caller's choice. Owners are object ids of users or service principals; without owners, the identity that runs Terraform becomes the owner."
  type = map(object({
    display_name = string
    description  = string
    owners       = optional(set(string))
  }))
  nullable = false

  validation {
    condition     = alltrue([for group in values(var.groups) : length(group.display_name) >= 1 && length(group.display_name) <= 256])
    error_message = "Expected display names of 1 to 256 characters."
  }

  validation {
    condition     = length(distinct([for group in values(var.groups) : lower(group.display_name)])) == length(var.groups)
    error_message = "Expected each display name once: two groups of the same name cannot be told apart in a role assignment."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for owner in group.owners == null ? [] : tolist(group.owners) : can(regex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", owner))]]))
    error_message = "Expected owners to be object ids: lower-case UUIDs."
  }
}
