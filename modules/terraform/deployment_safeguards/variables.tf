variable "cluster_id" {
  description = "Resource id of the cluster."
  type        = string
  nullable    = false
}

variable "level" {
  description = "What happens: Warn, or Enforce which refuses and mends."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["Warn", "Enforce"], var.level)
    error_message = "Expected Warn or Enforce."
  }
}

variable "pod_security_level" {
  description = "Pod security standard that pods are measured by: Privileged, Baseline or Restricted."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["Privileged", "Baseline", "Restricted"], var.pod_security_level)
    error_message = "Expected Privileged, Baseline or Restricted."
  }
}

variable "excluded_namespaces" {
  description = "Namespaces that are left out."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(distinct(var.excluded_namespaces)) == length(var.excluded_namespaces)
    error_message = "Expected each namespace once."
  }
}
