variable "name" {
  description = "Name of the extension in the cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{1,63}$", var.name))
    error_message = "The name of an extension has 1 to 63 letters, digits and hyphens."
  }
}

variable "cluster_id" {
  description = "Resource id of the cluster."
  type        = string
  nullable    = false
}

variable "extension_type" {
  description = "Type of the extension, such as Microsoft.Dapr."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[Mm]icrosoft[.][A-Za-z.]+$", var.extension_type))
    error_message = "Expected a type of Microsoft's, such as Microsoft.Dapr."
  }
}

variable "release_train" {
  description = "Train whose versions Azure upgrades to: stable or preview."
  type        = string
  default     = "stable"
  nullable    = false

  validation {
    condition     = contains(["stable", "preview"], var.release_train)
    error_message = "Expected stable or preview."
  }
}

variable "pinned_version" {
  description = "The version, such as 1.14.4; null leaves upgrades to Azure."
  type        = string
  default     = null

  validation {
    condition     = var.pinned_version == null || can(regex("^[0-9]+[.][0-9]+[.][0-9]+$", var.pinned_version))
    error_message = "Expected a version of three numbers, such as 1.14.4."
  }
}

variable "namespace" {
  description = "Namespace that the extension is installed in."
  type        = string
  nullable    = false
}

variable "settings" {
  description = "Settings of the extension; no secrets."
  type        = map(string)
  default     = {}
  nullable    = false
}
