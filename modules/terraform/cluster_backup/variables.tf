variable "cluster" {
  description = "The cluster: its resource id and the object id of its control plane's identity."
  type = object({
    id           = string
    principal_id = string
  })
  nullable = false
}

variable "vault" {
  description = "The Backup vault, in the cluster's region: its resource id, name, resource group and the object id of its identity."
  type = object({
    id                  = string
    name                = string
    resource_group_name = string
    principal_id        = string
  })
  nullable = false
}

variable "snapshot_resource_group" {
  description = "The resource group that snapshots of volumes are kept in, and nothing else: its resource id and name."
  type = object({
    id   = string
    name = string
  })
  nullable = false
}

variable "location" {
  description = "Azure region of the resources of this module."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the resources of this module."
  type        = string
  nullable    = false
}

variable "subscription_id" {
  description = "Id of the subscription of the storage account."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.subscription_id))
    error_message = "Expected a subscription id: a lower-case UUID."
  }
}

variable "tenant_id" {
  description = "Id of the Entra tenant."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.tenant_id))
    error_message = "Expected a tenant id: a lower-case UUID."
  }
}

variable "storage_account" {
  description = "The account for the cluster's resources: a name that is unique across Azure and its replication: LRS, ZRS, GRS or GZRS."
  type = object({
    name             = string
    replication_type = string
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.storage_account.name))
    error_message = "The name of a storage account has 3 to 24 lower-case letters and digits."
  }

  validation {
    condition     = contains(["LRS", "ZRS", "GRS", "GZRS"], var.storage_account.replication_type)
    error_message = "Expected the replication LRS, ZRS, GRS or GZRS."
  }
}

variable "private_endpoint" {
  description = "The private endpoint of the storage account's blobs: its name, the subnet it sits in, the privatelink.blob.core.windows.net zone that resolves it and the name of its network interface."
  type = object({
    name                   = string
    subnet_id              = string
    private_dns_zone_id    = string
    network_interface_name = string
  })
  nullable = false
}

variable "policy" {
  description = "How backups are made: the policy's name, the interval as a duration, the time of the first in UTC as HH:MM, and the days that a backup is kept."
  type = object({
    name           = string
    interval       = string
    start          = string
    retention_days = number
  })
  nullable = false

  validation {
    condition     = contains(["PT4H", "PT6H", "PT8H", "PT12H", "P1D", "P1W"], var.policy.interval)
    error_message = "Expected the interval PT4H, PT6H, PT8H, PT12H, P1D or P1W."
  }

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", var.policy.start))
    error_message = "Expected the start as HH:MM."
  }

  validation {
    condition     = var.policy.retention_days >= 1 && var.policy.retention_days <= 360 && floor(var.policy.retention_days) == var.policy.retention_days
    error_message = "Expected backups to be kept 1 to 360 days."
  }
}

variable "instance" {
  description = "What is backed up: the instance's name, namespaces that are (none: all) and are not, labels as label:value, cluster-scoped resources and snapshots of volumes. Any change replaces the instance, and with it the backups that it has."
  type = object({
    name                     = string
    included_namespaces      = optional(list(string), [])
    excluded_namespaces      = optional(list(string), [])
    label_selectors          = optional(list(string), [])
    cluster_scoped_resources = optional(bool, true)
    volume_snapshots         = optional(bool, true)
  })
  nullable = false

  validation {
    condition     = length(setintersection(var.instance.included_namespaces, var.instance.excluded_namespaces)) == 0
    error_message = "Expected no namespace both included and excluded."
  }
}

variable "diagnostic_settings" {
  description = "Whether the module sets diagnostic settings; false where policies of an Azure landing zone set them."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Id of the Log Analytics workspace that receives the account's logs."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
