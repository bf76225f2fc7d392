variable "name" {
  description = "Name of the vault. It is unique across Azure: 3 to 24 letters, digits and single hyphens, starting with a letter."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z](-?[a-zA-Z0-9])+$", var.name)) && length(var.name) >= 3 && length(var.name) <= 24
    error_message = "The name of a key vault has 3 to 24 letters, digits and single hyphens, starts with a letter and ends with a letter or digit."
  }
}

variable "location" {
  description = "Azure region of the vault and of its private endpoint."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the vault."
  type        = string
  nullable    = false
}

variable "tenant_id" {
  description = "Id of the Entra tenant whose identities may be granted access to the vault."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.tenant_id))
    error_message = "The tenant id is a UUID."
  }
}

variable "sku_name" {
  description = "standard keeps keys in software, premium can keep them in hardware."
  type        = string
  default     = "standard"
  nullable    = false

  validation {
    condition     = contains(["standard", "premium"], var.sku_name)
    error_message = "The vault is standard or premium."
  }
}

variable "soft_delete_retention_days" {
  description = "Days in which what was deleted can be recovered: 7 to 90. It can't be changed later."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.soft_delete_retention_days >= 7 && var.soft_delete_retention_days <= 90
    error_message = "What was deleted can be recovered for 7 to 90 days."
  }
}

variable "network_bypass" {
  description = "Who passes the closed network: AzureServices, Azure's trusted services, or None."
  type        = string
  default     = "AzureServices"
  nullable    = false

  validation {
    condition     = contains(["AzureServices", "None"], var.network_bypass)
    error_message = "Expected AzureServices or None."
  }
}

variable "private_endpoint" {
  description = "The private endpoint of the vault: its name, the subnet it sits in, the privatelink.vaultcore.azure.net zone that resolves it and the name of its network interface."
  type = object({
    name                   = string
    subnet_id              = string
    private_dns_zone_id    = string
    network_interface_name = string
  })
  nullable = false
}

variable "diagnostic_settings" {
  description = "Whether the module sets diagnostic settings; false where policies of an Azure landing zone set them."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Id of the Log Analytics workspace that receives the vault's logs and metrics."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the vault and of its private endpoint."
  type        = map(string)
  default     = {}
  nullable    = false
}
