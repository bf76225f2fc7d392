variable "name" {
  description = "Name of the registry. It is unique across Azure and becomes the login server: 5 to 50 letters and digits."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9]{5,50}$", var.name))
    error_message = "The name of a container registry has 5 to 50 letters and digits."
  }
}

variable "location" {
  description = "Azure region of the registry and of its private endpoint."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the registry."
  type        = string
  nullable    = false
}

variable "retention_in_days" {
  description = "Days an untagged manifest is kept before it is purged: 1 to 365."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.retention_in_days >= 1 && var.retention_in_days <= 365
    error_message = "Untagged manifests are kept for 1 to 365 days."
  }
}

variable "zone_redundancy_enabled" {
  description = "Whether the registry is spread over the region's availability zones. Changing it replaces the registry; false is for regions without zones."
  type        = bool
  default     = true
  nullable    = false
}

variable "private_endpoint" {
  description = "The private endpoint of the registry: its name, the subnet it sits in, the privatelink.azurecr.io zone that resolves it and the name of its network interface."
  type = object({
    name                   = string
    subnet_id              = string
    private_dns_zone_id    = string
    network_interface_name = string
  })
  nullable = false
}

variable "diagnostic_settings" {
  description = "Whether the module sets diagnostic settings; false where policies of an Azure landing zone set them."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Id of the Log Analytics workspace that receives the registry's logs and metrics."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the registry and of its private endpoint."
  type        = map(string)
  default     = {}
  nullable    = false
}
