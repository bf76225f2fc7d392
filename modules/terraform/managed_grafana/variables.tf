variable "name" {
  description = "Name of the Grafana. It is unique across Azure: 2 to 23 letters, digits and hyphens, starting with a letter."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9-]{0,21}[a-zA-Z0-9]$", var.name))
    error_message = "The name of a Managed Grafana has 2 to 23 letters, digits and hyphens, starts with a letter and ends with a letter or digit."
  }
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

variable "major_version" {
  description = "Major version of Grafana: 12 or 13."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["12", "13"], var.major_version)
    error_message = "Expected the major version 12 or 13."
  }
}

variable "zone_redundancy_enabled" {
  description = "Whether Grafana spans availability zones. Changing it replaces the Grafana."
  type        = bool
  nullable    = false
}

variable "monitor_workspace_id" {
  description = "Id of the Azure Monitor workspace whose metrics Grafana shows."
  type        = string
  nullable    = false
}

variable "private_endpoint" {
  description = "The private endpoint of Grafana: its name, the subnet it sits in, the privatelink.grafana.azure.com zone that resolves it and the name of its network interface."
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
  description = "Id of the Log Analytics workspace that receives the logs."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
