variable "name" {
  description = "Name of the profile: 2 to 90 letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{2,90}$", var.name))
    error_message = "The name of a profile has 2 to 90 letters, digits and hyphens."
  }
}

variable "endpoint_name" {
  description = "Name of the endpoint, the first part of its host name: 2 to 46 letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{2,46}$", var.endpoint_name))
    error_message = "The name of an endpoint has 2 to 46 letters, digits and hyphens."
  }
}

variable "firewall_policy_name" {
  description = "Name of the firewall policy: letters and digits, a letter first."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9]{0,127}$", var.firewall_policy_name))
    error_message = "The name of a firewall policy has 1 to 128 letters and digits and starts with a letter."
  }
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the resources of this module."
  type        = string
  nullable    = false
}

variable "origins" {
  description = "The workload in each region, by a key of the caller's choice: the name of its certificate, and the private link service that leads to it with the region of Front Door's endpoint. Lower priorities are used first."
  type = map(object({
    host_name               = string
    private_link_service_id = string
    private_link_location   = string
    priority                = optional(number, 1)
    weight                  = optional(number, 500)
  }))
  nullable = false

  validation {
    condition     = length(var.origins) >= 2
    error_message = "Expected two origins or more: one alone is no global entry."
  }

  validation {
    condition     = alltrue([for origin in values(var.origins) : origin.priority >= 1 && origin.priority <= 5 && origin.weight >= 1 && origin.weight <= 1000])
    error_message = "Expected priorities from 1 to 5 and weights from 1 to 1000."
  }

  validation {
    condition     = alltrue([for key in keys(var.origins) : can(regex("^[a-zA-Z0-9-]{1,90}$", key))])
    error_message = "Expected keys of letters, digits and hyphens: they name the origins."
  }
}

variable "host_names" {
  description = "The customer's names of the workload. Each needs a CNAME record and, once, the TXT record that the output validation_tokens tells."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.host_names : can(regex("^[a-z0-9.-]+[.][a-z]{2,}$", name))])
    error_message = "Expected host names in lower case."
  }

  validation {
    condition     = length(distinct([for name in var.host_names : replace(name, ".", "-")])) == length(var.host_names)
    error_message = "Expected host names that differ in more than dots and hyphens."
  }
}

variable "probe" {
  description = "How an origin's health is told: the path that is asked for over HTTPS, and the seconds between two probes."
  type = object({
    path             = string
    interval_seconds = number
  })
  nullable = false

  validation {
    condition     = startswith(var.probe.path, "/")
    error_message = "Expected a path that starts with /."
  }

  validation {
    condition     = var.probe.interval_seconds >= 1 && var.probe.interval_seconds <= 255
    error_message = "Expected 1 to 255 seconds."
  }
}

variable "requests_per_minute" {
  description = "Most requests that one address may send in a minute."
  type        = number
  nullable    = false

  validation {
    condition     = var.requests_per_minute >= 10
    error_message = "Expected 10 requests or more."
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
