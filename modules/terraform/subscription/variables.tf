variable "subscription_name" {
  description = "Name of the subscription that people see, 1 to 64 characters."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^<>;|]{1,64}$", var.subscription_name))
    error_message = "Expected 1 to 64 characters without < > ; and |."
  }
}

variable "alias" {
  description = "Alias of the subscription: a name that never changes and makes the request repeatable."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$", var.alias))
    error_message = "Expected 1 to 63 letters, digits, underscores, periods and hyphens, a letter or digit first."
  }
}

variable "billing_scope_id" {
  description = "Resource id of what pays: an enrollment account, an invoice section of a billing profile, or a customer of a partner. Azure doesn't move a subscription when it changes."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/providers/Microsoft[.]Billing/billingAccounts/[^/]+/(enrollmentAccounts/[^/]+|billingProfiles/[^/]+/invoiceSections/[^/]+|customers/[^/]+)$", var.billing_scope_id))
    error_message = "Expected /providers/Microsoft.Billing/billingAccounts/<account>/ and then enrollmentAccounts/<name>, billingProfiles/<name>/invoiceSections/<name> or customers/<name>."
  }
}

variable "workload" {
  description = "What the subscription is for: Production, or DevTest with its lower prices and terms of use. Another value later on replaces the subscription."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["Production", "DevTest"], var.workload)
    error_message = "Expected Production or DevTest."
  }
}

variable "tags" {
  description = "Tags of the subscription. Its resources don't inherit them."
  type        = map(string)
  nullable    = false
}
