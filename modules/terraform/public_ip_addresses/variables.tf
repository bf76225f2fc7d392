variable "names" {
  description = "Names of the public IP addresses."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.names) > 0 && length(distinct(var.names)) == length(var.names)
    error_message = "Expected at least one name, and each once."
  }
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the public IP addresses."
  type        = string
  nullable    = false
}
