variable "topic_name" {
  description = "Name of the system topic: 3 to 50 letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{3,50}$", var.topic_name))
    error_message = "The name of a system topic has 3 to 50 letters, digits and hyphens."
  }
}

variable "subscription_name" {
  description = "Name of the event subscription: 3 to 64 letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{3,64}$", var.subscription_name))
    error_message = "The name of an event subscription has 3 to 64 letters, digits and hyphens."
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

variable "cluster_id" {
  description = "Resource id of the cluster."
  type        = string
  nullable    = false
}

variable "event_types" {
  description = "The events, such as Microsoft.ContainerService.ClusterSupportEnding."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.event_types) >= 1 && alltrue([for type in var.event_types : startswith(type, "Microsoft.ContainerService.")])
    error_message = "Expected events of Microsoft.ContainerService."
  }
}

variable "storage_queue" {
  description = "The queue that takes the events: the id of its account and its name."
  type = object({
    storage_account_id = string
    name               = string
  })
  default = null

  validation {
    condition     = length([for target in [var.storage_queue, var.event_hub_id, var.webhook] : target if target != null]) == 1
    error_message = "Expected exactly one of storage_queue, event_hub_id and webhook."
  }
}

variable "event_hub_id" {
  description = "Resource id of the event hub that takes the events."
  type        = string
  default     = null
}

variable "webhook" {
  description = "The web address that takes the events, and the Entra tenant and application that its token is for."
  type = object({
    url            = string
    tenant_id      = string
    application_id = string
  })
  default = null

  validation {
    condition     = var.webhook == null ? true : startswith(var.webhook.url, "https://")
    error_message = "Expected a web address that starts with https://."
  }
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
