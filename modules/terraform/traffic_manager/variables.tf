variable "name" {
  description = "Name of the profile, which is unique across Azure and the first part of its host name: 1 to 63 letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$", var.name))
    error_message = "The name of a profile has 1 to 63 letters, digits and hyphens."
  }
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the resources of this module."
  type        = string
  nullable    = false
}

variable "routing" {
  description = "How an endpoint is chosen: Performance, Priority, Weighted or Geographic."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["Performance", "Priority", "Weighted", "Geographic"], var.routing)
    error_message = "Expected Performance, Priority, Weighted or Geographic."
  }
}

variable "ttl_seconds" {
  description = "Seconds that a DNS answer may be kept."
  type        = number
  nullable    = false

  validation {
    condition     = var.ttl_seconds >= 0 && var.ttl_seconds <= 2147483647
    error_message = "Expected 0 to 2147483647 seconds."
  }
}

variable "probe" {
  description = "How an endpoint's health is told: the path that is asked for over HTTPS, and the port."
  type = object({
    path = string
    port = number
  })
  nullable = false

  validation {
    condition     = startswith(var.probe.path, "/")
    error_message = "Expected a path that starts with /."
  }

  validation {
    condition     = var.probe.port >= 1 && var.probe.port <= 65535
    error_message = "Expected a port from 1 to 65535."
  }
}

variable "endpoints" {
  description = "The workload in each region, by a key of the caller's choice: its public host name and Azure region. Lower priorities are used first; geo_mappings are the regions of users, with Geographic."
  type = map(object({
    target       = string
    location     = string
    priority     = optional(number, 1)
    weight       = optional(number, 1)
    geo_mappings = optional(list(string), [])
  }))
  nullable = false

  validation {
    condition     = length(var.endpoints) >= 2
    error_message = "Expected two endpoints or more: one alone is no choice."
  }

  validation {
    condition     = var.routing != "Priority" || length(distinct([for endpoint in values(var.endpoints) : endpoint.priority])) == length(var.endpoints)
    error_message = "Expected another priority of each endpoint with Priority."
  }

  validation {
    condition     = var.routing != "Geographic" || alltrue([for endpoint in values(var.endpoints) : length(endpoint.geo_mappings) > 0])
    error_message = "Expected geo_mappings of each endpoint with Geographic."
  }
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
