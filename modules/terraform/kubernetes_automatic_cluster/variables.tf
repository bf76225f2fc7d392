variable "name" {
  description = "Name of the cluster: 1 to 63 letters, digits, hyphens and underscores."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?$", var.name))
    error_message = "The name of a cluster has 1 to 63 letters, digits, hyphens and underscores, and starts and ends with a letter or digit."
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

variable "control_plane_identity_id" {
  description = "Id of the user-assigned identity that the control plane acts as."
  type        = string
  nullable    = false
}

variable "node_subnet_id" {
  description = "Id of the subnet that nodes are placed in, those of the system and those of workloads. Changing it replaces the cluster."
  type        = string
  nullable    = false
}

variable "api_server_subnet_id" {
  description = "Id of the subnet of the API server, delegated to Microsoft.ContainerService/managedClusters."
  type        = string
  nullable    = false
}

variable "diagnostic_settings" {
  description = "Whether the module sets diagnostic settings; false where policies of an Azure landing zone set them."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Id of the Log Analytics workspace that receives control-plane logs."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the resources of this module."
  type        = map(string)
  default     = {}
  nullable    = false
}
