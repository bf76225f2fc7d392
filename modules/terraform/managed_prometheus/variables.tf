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

variable "alerts" {
  description = "Which alerts there are: essential, or complete with those that find trouble earlier."
  type        = string
  default     = "essential"
  nullable    = false

  validation {
    condition     = contains(["essential", "complete"], var.alerts)
    error_message = "The alerts are essential or complete."
  }
}

variable "alert_rule_group_names" {
  description = "Names of the Prometheus rule groups that hold the alerts on pods, on nodes and on the cluster as a whole."
  type = object({
    pod     = string
    node    = string
    cluster = string
  })
  nullable = false

  validation {
    condition     = alltrue([for name in values(var.alert_rule_group_names) : length(name) >= 1 && length(name) <= 260])
    error_message = "The name of a Prometheus rule group has 1 to 260 characters."
  }

  validation {
    condition     = length(distinct(values(var.alert_rule_group_names))) == 3
    error_message = "The names of the three Prometheus rule groups differ."
  }
}

variable "recording_rule_group_names" {
  description = "Names of the Prometheus rule groups that record what dashboards show of nodes and of workloads. Null leaves recording out."
  type = object({
    node       = string
    kubernetes = string
  })
  default = null

  validation {
    condition     = var.recording_rule_group_names == null ? true : alltrue([for name in values(var.recording_rule_group_names) : length(name) >= 1 && length(name) <= 260])
    error_message = "The name of a Prometheus rule group has 1 to 260 characters."
  }

  validation {
    condition     = var.recording_rule_group_names == null ? true : length(distinct(concat(values(var.recording_rule_group_names), values(var.alert_rule_group_names)))) == 5
    error_message = "The names of all Prometheus rule groups differ."
  }
}

variable "runbook_url_prefix" {
  description = "Address of the runbooks up to an alert's anchor, which is its name in lower case: https://example.com/runbooks.md#."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.runbook_url_prefix, "https://")
    error_message = "The address of the runbooks starts with https://."
  }
}

variable "action_group_id" {
  description = "Id of the action group that is notified when an alert fires."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the collection endpoint, the collection rule and the rule groups."
  type        = map(string)
  default     = {}
  nullable    = false
}
