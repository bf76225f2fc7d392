variable "name" {
  description = "Name of the registry. It is unique across Azure and becomes the login server: 5 to 50 letters and digits."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9]{5,50}$", var.name))
    error_message = "The name of a container registry has 5 to 50 letters and digits."
  }
}

variable "location" {
  description = "Azure region of the registry and of its private endpoint."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the registry."
  type        = string
  nullable    = false
}

variable "retention_in_days" {
  description = "Days an untagged manifest is kept before it is purged: 1 to 365."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.retention_in_days >= 1 && var.retention_in_days <= 365
    error_message = "Untagged manifests are kept for 1 to 365 days."
  }
}

variable "quarantine_policy_enabled" {
  description = "Whether a pushed image stays unpullable until a scanner releases it through the API."
  type        = bool
  default     = false
  nullable    = false
}

variable "role_assignment_mode" {
  description = "Whether roles hold for the whole registry (LegacyRegistryPermissions) or, by conditions, for repositories (AbacRepositoryPermissions)."
  type        = string
  default     = "LegacyRegistryPermissions"
  nullable    = false

  validation {
    condition     = contains(["LegacyRegistryPermissions", "AbacRepositoryPermissions"], var.role_assignment_mode)
    error_message = "Expected LegacyRegistryPermissions or AbacRepositoryPermissions."
  }
}

variable "network_rule_bypass_option" {
  description = "Who passes the closed network: AzureServices, Azure's trusted services, or None."
  type        = string
  default     = "AzureServices"
  nullable    = false

  validation {
    condition     = contains(["AzureServices", "None"], var.network_rule_bypass_option)
    error_message = "Expected AzureServices or None."
  }
}

variable "replicas" {
  description = "Further regions with a copy of the registry, by region, and whether the copy is spread over the region's zones."
  type = map(object({
    zone_redundancy_enabled = bool
  }))
  default  = {}
  nullable = false

  validation {
    condition     = !contains(keys(var.replicas), var.location)
    error_message = "The registry's own region needs no copy."
  }
}

variable "cache_rules" {
  description = "Repositories of upstream registries that the registry keeps copies of, by name: 2 to 44 lower-case letters, digits and hyphens. /* at the end of both takes in every repository below; a target of * keeps their names."
  type = map(object({
    source_repo = string
    target_repo = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.cache_rules) : can(regex("^[a-z0-9](-?[a-z0-9])+$", name)) && length(name) <= 44])
    error_message = "The name of a cache rule has 2 to 44 lower-case letters, digits and single hyphens."
  }

  validation {
    condition     = alltrue([for rule in values(var.cache_rules) : endswith(rule.source_repo, "/*") == (rule.target_repo == "*" || endswith(rule.target_repo, "/*"))])
    error_message = "Source and target of a cache rule both end with /*, or neither does; a target of * alone counts."
  }
}

variable "zone_redundancy_enabled" {
  description = "Whether the registry is spread over the region's availability zones. Changing it replaces the registry; false is for regions without zones."
  type        = bool
  default     = true
  nullable    = false
}

variable "private_endpoint" {
  description = "The private endpoint of the registry: its name, the subnet it sits in, the privatelink.azurecr.io zone that resolves it and the name of its network interface."
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
  description = "Id of the Log Analytics workspace that receives the registry's logs and metrics."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the registry and of its private endpoint."
  type        = map(string)
  default     = {}
  nullable    = false
}
