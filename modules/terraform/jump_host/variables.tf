variable "name" {
  description = "Name of the machine: 1 to 64 letters, digits and hyphens; also its host name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?$", var.name))
    error_message = "Expected 1 to 64 letters, digits and hyphens, starting and ending with a letter or digit."
  }
}

variable "network_interface_name" {
  description = "Name of the machine's network interface."
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
  description = "Resource id of the subnet that the machine stands in. It needs a way out to Entra and to the packages of the extension."
  type        = string
  nullable    = false
}

variable "vm_size" {
  description = "Size of the machine, of the second generation and with encryption at host, such as Standard_D2s_v5."
  type        = string
  nullable    = false
}

variable "zone" {
  description = "Availability zone of the machine; null in a region without zones."
  type        = string
  default     = null
}

variable "admin_username" {
  description = "Name of the local account, for when Entra can't be reached."
  type        = string
  default     = "azureadmin"
  nullable    = false
}

variable "ssh_public_key" {
  description = "Public SSH key of the local account, in one line as OpenSSH writes it. Another one replaces the machine."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^ssh-(rsa|ed25519) ", var.ssh_public_key))
    error_message = "Expected a public key of type ssh-ed25519 or ssh-rsa."
  }
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
