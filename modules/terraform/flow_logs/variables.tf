variable "location" {
  description = "Azure region of the virtual networks, their network watcher and the storage account, in its short form such as westeurope."
  type        = string
  nullable    = false
}

variable "network_watcher_name" {
  description = "Name of the network watcher of the region: NetworkWatcher_westeurope unless somebody chose another."
  type        = string
  nullable    = false
}

variable "network_watcher_resource_group_name" {
  description = "Name of the resource group of the network watcher: NetworkWatcherRG unless somebody chose another."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the storage account."
  type        = string
  nullable    = false
}

variable "storage_account_name" {
  description = "Name of the storage account, 3 to 24 lower-case letters and digits."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.storage_account_name))
    error_message = "Expected 3 to 24 lower-case letters and digits."
  }
}

variable "replication_type" {
  description = "Replication of the storage account: ZRS, or LRS in a region without zones; GRS and GZRS keep a copy in the paired region."
  type        = string
  default     = "ZRS"
  nullable    = false

  validation {
    condition     = contains(["LRS", "ZRS", "GRS", "GZRS"], var.replication_type)
    error_message = "Expected LRS, ZRS, GRS or GZRS."
  }
}

variable "logs" {
  description = "The flow logs, by a key of the caller's choice: name of the log, and the virtual network whose traffic it records."
  type = map(object({
    name               = string
    virtual_network_id = string
  }))
  nullable = false
}

variable "retention_days" {
  description = "Days for which the logs are kept, 90 to 365."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.retention_days >= 90 && var.retention_days <= 365 && floor(var.retention_days) == var.retention_days
    error_message = "Expected a whole number from 90 to 365."
  }
}

variable "workspace" {
  description = "The Log Analytics workspace of traffic analytics: resource id, customer_id (the workspace's own UUID) and location, which is that of the logs unless given. Null leaves traffic analytics off."
  type = object({
    id          = string
    customer_id = string
    location    = optional(string)
  })
  default = null
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
