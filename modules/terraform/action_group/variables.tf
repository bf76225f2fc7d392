variable "name" {
  description = "Name of the action group."
  type        = string
  nullable    = false
}

variable "short_name" {
  description = "Short name that text messages and e-mails show, 1 to 12 characters."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.short_name) >= 1 && length(var.short_name) <= 12
    error_message = "Expected 1 to 12 characters."
  }
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the resources of this module."
  type        = string
  nullable    = false
}

variable "email_receivers" {
  description = "The e-mail receivers: name of the receiver to its address."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.email_receivers) > 0
    error_message = "Expected at least one receiver: an alert that reaches nobody is no alert."
  }

  validation {
    condition     = alltrue([for address in values(var.email_receivers) : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "Expected e-mail addresses."
  }
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
