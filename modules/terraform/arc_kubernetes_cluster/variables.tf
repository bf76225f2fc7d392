variable "name" {
  description = "Name of the cluster in Azure."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$", var.name))
    error_message = "The name of a cluster has 1 to 63 letters, digits, hyphens and underscores."
  }
}

variable "location" {
  description = "Azure region that the cluster is shown in."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group."
  type        = string
  nullable    = false
}

variable "agent_public_key_certificate" {
  description = "Public key that the cluster's agent shows first: DER in base64. The private key stays where the cluster is."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([A-Za-z0-9+/]{4})+([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", var.agent_public_key_certificate))
    error_message = "Expected the public key in base64, on one line."
  }
}

variable "extensions" {
  description = "Extensions that a connected agent installs, by name: the type, the namespace, the release train, a version to stay at instead of Azure's upgrades, and settings without secrets."
  type = map(object({
    extension_type = string
    namespace      = string
    release_train  = optional(string, "stable")
    pinned_version = optional(string)
    settings       = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.extensions) : can(regex("^[a-zA-Z0-9-]{1,63}$", name))])
    error_message = "The name of an extension has 1 to 63 letters, digits and hyphens."
  }

  validation {
    condition     = alltrue([for item in values(var.extensions) : can(regex("^[Mm]icrosoft[.][A-Za-z.]+$", item.extension_type))])
    error_message = "Expected a type of Microsoft's, such as Microsoft.PolicyInsights."
  }

  validation {
    condition     = alltrue([for item in values(var.extensions) : contains(["stable", "preview"], item.release_train)])
    error_message = "Expected the release train stable or preview."
  }

  validation {
    condition     = alltrue([for item in values(var.extensions) : item.pinned_version == null || can(regex("^[0-9]+[.][0-9]+[.][0-9]+$", item.pinned_version))])
    error_message = "Expected a version of three numbers, such as 1.14.4."
  }
}

variable "flux_configuration" {
  description = "What Flux applies: the name, a repository that is read without credentials by one of branch, tag or commit, and its folders by name, with what has to be ready before and whether what disappears from the repository is deleted. Null applies nothing."
  type = object({
    name = string
    git_repository = object({
      url              = string
      reference_type   = string
      reference_value  = string
      interval_seconds = optional(number, 600)
    })
    kustomizations = map(object({
      path       = string
      depends_on = optional(list(string), [])
      prune      = optional(bool, true)
    }))
  })
  default = null

  validation {
    condition     = var.flux_configuration == null || can(regex("^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$", var.flux_configuration.name))
    error_message = "The name of a configuration has 1 to 30 lower-case letters, digits and hyphens."
  }

  validation {
    condition     = var.flux_configuration == null || can(regex("^https://[^@]+$", var.flux_configuration.git_repository.url))
    error_message = "Expected an https address without credentials."
  }

  validation {
    condition     = try(contains(["branch", "tag", "commit"], var.flux_configuration.git_repository.reference_type), true)
    error_message = "Expected reference_type to be branch, tag or commit."
  }

  validation {
    condition     = try(var.flux_configuration.git_repository.interval_seconds >= 60, true)
    error_message = "Expected an interval of a minute or more."
  }

  validation {
    condition     = try(length(var.flux_configuration.kustomizations) >= 1, true)
    error_message = "Expected at least one folder."
  }

  validation {
    condition     = try(alltrue(flatten([for item in values(var.flux_configuration.kustomizations) : [for other in item.depends_on : contains(keys(var.flux_configuration.kustomizations), other)]])), true)
    error_message = "Expected depends_on to name other kustomizations."
  }

  validation {
    condition     = var.flux_configuration == null || anytrue([for item in values(var.extensions) : lower(item.extension_type) == "microsoft.flux"])
    error_message = "Expected microsoft.flux among the extensions, which applies the configuration."
  }
}

variable "tags" {
  description = "Tags of the cluster."
  type        = map(string)
  nullable    = false
}
