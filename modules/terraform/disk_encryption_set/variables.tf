variable "name" {
  description = "Name of the disk encryption set."
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

variable "identity_id" {
  description = "Id of the user-assigned identity that wraps and unwraps with the key."
  type        = string
  nullable    = false
}

variable "key_vault_key_id" {
  description = "Address of the key: without a version where the set follows new versions, else with one."
  type        = string
  nullable    = false
}

variable "auto_key_rotation_enabled" {
  description = "Whether disks follow a new version of the key within an hour."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  default     = {}
  nullable    = false
}
