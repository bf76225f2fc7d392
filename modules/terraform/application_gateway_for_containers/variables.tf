variable "name" {
  description = "Name of the gateway."
  type        = string
  nullable    = false
}

variable "frontend_name" {
  description = "Name of the frontend, which a Gateway in the cluster refers to."
  type        = string
  nullable    = false
}

variable "association_name" {
  description = "Name of the association with the subnet."
  type        = string
  nullable    = false
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

variable "subnet_id" {
  description = "Id of a subnet that is delegated to Microsoft.ServiceNetworking/trafficControllers: a /24 where pods have an overlay network, at least that where they have not."
  type        = string
  nullable    = false
}

variable "security_policy" {
  description = "The web application firewall: name of the security policy and id of the firewall's policy. Null leaves requests unjudged."
  type = object({
    name               = string
    firewall_policy_id = string
  })
  default = null
}

variable "diagnostic_settings" {
  description = "Whether the module sets diagnostic settings; false where policies of an Azure landing zone set them."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Id of the Log Analytics workspace that receives the gateway's logs and metrics."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  default     = {}
  nullable    = false
}
