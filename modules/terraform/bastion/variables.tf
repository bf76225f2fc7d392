variable "name" {
  description = "Name of the bastion host."
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
  description = "Resource id of the subnet AzureBastionSubnet."
  type        = string
  nullable    = false

  validation {
    condition     = endswith(var.subnet_id, "/subnets/AzureBastionSubnet")
    error_message = "Expected the id of a subnet that is called AzureBastionSubnet."
  }
}

variable "public_ip_name" {
  description = "Name of the public IP address under which administrators reach the bastion host. Null when it is private_only."
  type        = string
  default     = null

  validation {
    condition     = (var.public_ip_name == null) == var.private_only
    error_message = "Expected a public_ip_name, or none for a private_only bastion host."
  }
}

variable "sku" {
  description = "SKU: Standard, or Premium for private_only and session_recording."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["Standard", "Premium"], var.sku)
    error_message = "Expected Standard or Premium."
  }
}

variable "zones" {
  description = "Availability zones of the bastion host and its public IP address. Empty in a region without zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)])
    error_message = "Expected availability zones 1, 2 and 3."
  }
}

variable "private_only" {
  description = "Whether the bastion host has no public IP address, so that administrators reach it over the hybrid connection alone. Only in SKU Premium."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.private_only || var.sku == "Premium"
    error_message = "Expected SKU Premium, since the bastion host is private_only."
  }
}

variable "session_recording" {
  description = "Whether sessions in the portal are recorded; sessions of native clients are not. Only in SKU Premium."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.session_recording || var.sku == "Premium"
    error_message = "Expected SKU Premium, since session_recording is on."
  }
}

variable "ddos_protection_mode" {
  description = "DDoS protection of the public IP addresses: VirtualNetworkInherited for that of their network, Enabled for their own where the network has no plan, or Disabled."
  type        = string
  default     = "VirtualNetworkInherited"
  nullable    = false

  validation {
    condition     = contains(["VirtualNetworkInherited", "Enabled", "Disabled"], var.ddos_protection_mode)
    error_message = "Expected VirtualNetworkInherited, Enabled or Disabled."
  }
}

variable "diagnostic_settings" {
  description = "Whether the module sets diagnostic settings; false where policies of an Azure landing zone set them."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Resource id of the Log Analytics workspace that receives the diagnostic logs and metrics."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
