variable "name" {
  description = "Name of the resource group."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region, in its short form such as westeurope."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the resource group."
  type        = map(string)
  nullable    = false
}
