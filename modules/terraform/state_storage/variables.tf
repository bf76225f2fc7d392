variable "name" {
  description = "Name of the storage account, unique in all of Azure: 3 to 24 lower-case letters and digits."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.name))
    error_message = "Expected 3 to 24 lower-case letters and digits."
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

variable "replication_type" {
  description = "How the account is replicated: LRS, ZRS, GRS, RAGRS, GZRS or RAGZRS."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["LRS", "ZRS", "GRS", "RAGRS", "GZRS", "RAGZRS"], var.replication_type)
    error_message = "Expected LRS, ZRS, GRS, RAGRS, GZRS or RAGZRS."
  }
}

variable "containers" {
  description = "Names of the containers."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for name in var.containers : can(regex("^[a-z0-9]+(-[a-z0-9]+)*$", name)) && length(name) >= 3 && length(name) <= 63])
    error_message = "Expected names of 3 to 63 lower-case letters, digits and single hyphens, starting and ending with a letter or digit."
  }
}

variable "allowed_ip_addresses" {
  description = "Public IPv4 addresses or ranges, such as those of the pipeline's runners, that reach the account. As soon as one is given, the account refuses all others."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.allowed_ip_addresses : can(regex("^[0-9.]+(/([0-9]|[12][0-9]|30))?$", address)) && can(cidrnetmask(length(split("/", address)) == 2 ? address : "${address}/32"))])
    error_message = "Expected IPv4 addresses, or ranges with a prefix length of at most 30; a single address is written without a prefix length."
  }

  validation {
    condition     = !anytrue([for address in var.allowed_ip_addresses : can(regex("^(10[.]|192[.]168[.]|172[.](1[6-9]|2[0-9]|3[01])[.])", address))])
    error_message = "Expected public addresses: Azure Storage knows no rules for private ranges."
  }
}

variable "allow_public_network" {
  description = "Whether the account answers every public address when allowed_ip_addresses is empty. False leaves only the addresses in the list, or private endpoints alone if the list is empty."
  type        = bool
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Resource id of the Log Analytics workspace that receives who read and wrote the state. Null while no workspace exists yet; it must be known when planning."
  type        = string
  default     = null
}

variable "lock_name" {
  description = "Name of the lock that keeps the account from being deleted."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
