variable "cluster_id" {
  description = "Id of the AKS cluster whose metrics are collected."
  type        = string
  nullable    = false
}

variable "cluster_name" {
  description = "Name of the AKS cluster. It limits the alert rules to this cluster's metrics."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region of the collection endpoint, the collection rule and the alert rules. It is the region of the Azure Monitor workspace, which refuses others."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the collection endpoint, the collection rule and the alert rules."
  type        = string
  nullable    = false
}

variable "monitor_workspace_id" {
  description = "Id of the Azure Monitor workspace that stores the metrics."
  type        = string
  nullable    = false
}

variable "data_collection_endpoint_name" {
  description = "Name of the data collection endpoint that receives the metrics: 3 to 44 letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9-]{1,42}[a-zA-Z0-9]$", var.data_collection_endpoint_name))
    error_message = "The name of a data collection endpoint has 3 to 44 letters, digits and hyphens, starts with a letter and ends with a letter or digit."
  }
}

variable "data_collection_rule_name" {
  description = "Name of the data collection rule that sends the metrics to the workspace."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.data_collection_rule_name) >= 1 && length(var.data_collection_rule_name) <= 64
    error_message = "The name of a data collection rule has 1 to 64 characters."
  }
}

variable "alert_rule_group_name" {
  description = "Name of the Prometheus rule group that holds the alert rules."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.alert_rule_group_name) >= 1 && length(var.alert_rule_group_name) <= 260
    error_message = "The name of a Prometheus rule group has 1 to 260 characters."
  }
}

variable "action_group_id" {
  description = "Id of the action group that is notified when an alert fires."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the collection endpoint, the collection rule and the rule group."
  type        = map(string)
  default     = {}
  nullable    = false
}
