variable "identities" {
  description = "The managed identities, by a key of the caller's choice, each with the federated credentials it trusts: the issuer and the subject of the token."
  type = map(object({
    name = string
    federated_credentials = optional(map(object({
      name     = string
      issuer   = string
      subject  = string
      audience = optional(list(string), ["api://AzureADTokenExchange"])
    })), {})
  }))
  nullable = false

  validation {
    condition     = alltrue([for identity in values(var.identities) : length(identity.name) >= 3 && length(identity.name) <= 128])
    error_message = "Expected names of identities of 3 to 128 characters."
  }

  validation {
    condition     = alltrue([for identity in values(var.identities) : length(identity.federated_credentials) <= 20])
    error_message = "Expected at most 20 federated credentials on an identity."
  }

  validation {
    condition     = alltrue(flatten([for identity in values(var.identities) : [for credential in values(identity.federated_credentials) : startswith(credential.issuer, "https://")]]))
    error_message = "Expected issuers to be https:// addresses."
  }
}

variable "location" {
  description = "Azure region, in its short form such as westeurope."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the resources of this module."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
