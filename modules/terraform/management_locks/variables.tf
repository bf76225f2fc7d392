variable "locks" {
  description = "The locks, by a key of the caller's choice. scope is the resource id of a subscription, a resource group or a resource; level CanNotDelete, or ReadOnly which stops changes too; notes say why."
  type = map(object({
    name  = string
    scope = string
    level = string
    notes = string
  }))
  nullable = false

  validation {
    condition     = alltrue([for item in values(var.locks) : can(regex("^[^<>%&?/#\\\\]{1,259}$", item.name))])
    error_message = "Expected names of 1 to 259 characters without < > % & ? / # and backslash."
  }

  validation {
    condition     = alltrue([for item in values(var.locks) : can(regex("^/subscriptions/[0-9a-fA-F-]{36}(/.+)?$", item.scope))])
    error_message = "Expected scope to be the resource id of a subscription or of what is in one."
  }

  validation {
    condition     = alltrue([for item in values(var.locks) : contains(["CanNotDelete", "ReadOnly"], item.level)])
    error_message = "Expected level to be CanNotDelete or ReadOnly."
  }

  validation {
    condition     = alltrue([for item in values(var.locks) : length(trimspace(item.notes)) >= 1 && length(item.notes) <= 512])
    error_message = "Expected notes of 1 to 512 characters."
  }
}
