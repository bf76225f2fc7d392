variable "name" {
  description = "Name of the configuration: 1 to 30 lower-case letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$", var.name))
    error_message = "The name of a configuration has 1 to 30 lower-case letters, digits and hyphens."
  }
}

variable "cluster_id" {
  description = "Resource id of the cluster."
  type        = string
  nullable    = false
}

variable "git_repository" {
  description = "The repository: its https address, one of branch, tag or commit, and who hosts it: Generic, GitHub or Azure, whose workload identity Flux signs in with."
  type = object({
    url              = string
    reference_type   = string
    reference_value  = string
    provider         = optional(string, "Generic")
    interval_seconds = optional(number, 600)
  })
  nullable = false

  validation {
    condition     = can(regex("^https://[^@]+$", var.git_repository.url))
    error_message = "Expected an https address without credentials."
  }

  validation {
    condition     = contains(["branch", "tag", "commit"], var.git_repository.reference_type)
    error_message = "Expected reference_type to be branch, tag or commit."
  }

  validation {
    condition     = contains(["Generic", "GitHub", "Azure"], var.git_repository.provider)
    error_message = "Expected provider to be Generic, GitHub or Azure."
  }

  validation {
    condition     = var.git_repository.interval_seconds >= 60
    error_message = "Expected an interval of a minute or more."
  }
}

variable "kustomizations" {
  description = "The folders that are applied, by name: the path in the repository, what has to be ready before, and whether what disappears from the repository is deleted."
  type = map(object({
    path       = string
    depends_on = optional(list(string), [])
    prune      = optional(bool, true)
  }))
  nullable = false

  validation {
    condition     = length(var.kustomizations) >= 1
    error_message = "Expected at least one folder."
  }

  validation {
    condition     = alltrue(flatten([for item in values(var.kustomizations) : [for other in item.depends_on : contains(keys(var.kustomizations), other)]]))
    error_message = "Expected depends_on to name other kustomizations."
  }
}

variable "substitutions" {
  description = "Values that Flux puts in for variables of the manifests, by the variable's name; no secrets."
  type        = map(string)
  default     = {}
  nullable    = false
}
