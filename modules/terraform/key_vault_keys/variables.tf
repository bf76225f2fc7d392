variable "key_vault_id" {
  description = "Id of the vault, with purge protection."
  type        = string
  nullable    = false
}

variable "keys" {
  description = "The keys, by a key of the caller's choice: the name, RSA or RSA-HSM, the size in bits and the days after which Key Vault makes a new version (null: never)."
  type = map(object({
    name          = string
    type          = optional(string, "RSA")
    size          = optional(number, 3072)
    rotation_days = optional(number)
  }))
  nullable = false

  validation {
    condition     = alltrue([for key in values(var.keys) : contains(["RSA", "RSA-HSM"], key.type)])
    error_message = "The type of a key is RSA or RSA-HSM."
  }

  validation {
    condition     = alltrue([for key in values(var.keys) : contains([2048, 3072, 4096], key.size)])
    error_message = "The size of a key is 2048, 3072 or 4096 bits."
  }

  validation {
    condition     = alltrue([for key in values(var.keys) : key.rotation_days == null ? true : key.rotation_days >= 28 && key.rotation_days <= 730])
    error_message = "A key is rotated every 28 to 730 days."
  }
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  default     = {}
  nullable    = false
}
