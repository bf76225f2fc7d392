variable "management_group_id" {
  description = "Resource id of the management group that keeps the initiatives: /providers/Microsoft.Management/managementGroups/<name>."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/providers/Microsoft[.]Management/managementGroups/[^/]+$", var.management_group_id))
    error_message = "Expected a resource id of the form /providers/Microsoft.Management/managementGroups/<name>."
  }
}

variable "initiatives" {
  description = "The initiatives. The key is the initiative's name. references are its policies by reference id, version pins a policy such as 9.*.*, parameter_values_json is an object: name of the policy's parameter to { value }. groups are its controls by name."
  type = map(object({
    display_name    = string
    description     = string
    category        = string
    version         = optional(string, "1.0.0")
    parameters_json = optional(string)

    references = map(object({
      policy_definition_id  = string
      version               = optional(string)
      parameter_values_json = optional(string)
      group_names           = optional(set(string), [])
    }))

    groups = optional(map(object({
      display_name = string
      description  = optional(string)
      category     = optional(string)
    })), {})
  }))
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.initiatives) : can(regex("^[^<>*%&:?/+#\\\\]{1,63}[^<>*%&:?/+#\\\\. ]$|^[^<>*%&:?/+#\\\\. ]$", key))])
    error_message = "Expected keys of 1 to 64 characters without < > * % & : ? / + # and backslash, not ending in a space or a period: they are the names."
  }

  validation {
    condition     = alltrue([for item in values(var.initiatives) : length(item.display_name) >= 1 && length(item.display_name) <= 128 && length(item.description) <= 512])
    error_message = "Expected display names of 1 to 128 characters and descriptions of at most 512."
  }

  validation {
    condition     = alltrue([for item in values(var.initiatives) : length(item.references) >= 1])
    error_message = "Expected each initiative to have at least one policy."
  }

  validation {
    condition     = alltrue([for item in values(var.initiatives) : alltrue([for reference in values(item.references) : reference.version == null ? true : can(regex("^[0-9]+[.]([0-9]+|[*])[.][*](-preview)?$", reference.version))])])
    error_message = "Expected versions such as 9.*.* or 9.1.*: Azure takes every patch by itself."
  }

  validation {
    condition     = alltrue([for item in values(var.initiatives) : length(distinct([for reference in values(item.references) : reference.version == null])) <= 1])
    error_message = "Expected a version of every policy of an initiative, or of none: policies are kept in a list, where the version of one would pass to its neighbour when a policy is added."
  }

  validation {
    condition     = alltrue([for item in values(var.initiatives) : alltrue([for reference in values(item.references) : reference.parameter_values_json == null ? true : try(alltrue([for value in values(jsondecode(reference.parameter_values_json)) : keys(value) == ["value"] && value.value != null]), false)])])
    error_message = "Expected parameter_values_json to be null or a JSON object: name of a parameter to an object with value."
  }

  validation {
    condition     = alltrue([for item in values(var.initiatives) : alltrue([for reference in values(item.references) : length(setsubtract(reference.group_names, keys(item.groups))) == 0])])
    error_message = "Expected group_names to be keys of groups."
  }

  validation {
    condition     = alltrue([for item in values(var.initiatives) : item.parameters_json == null ? true : can(keys(jsondecode(item.parameters_json)))])
    error_message = "Expected parameters_json to be null or a JSON object: name of the parameter to its definition."
  }

  validation {
    condition     = alltrue([for item in values(var.initiatives) : item.parameters_json == null ? true : alltrue([for parameter in try(values(jsondecode(item.parameters_json)), []) : contains(["String", "Array", "Object", "Boolean", "Integer", "Float", "DateTime"], try(parameter.type, ""))])])
    error_message = "Expected each parameter to have a type: String, Array, Object, Boolean, Integer, Float or DateTime."
  }

  validation {
    condition     = alltrue([for item in values(var.initiatives) : item.parameters_json == null ? true : alltrue([for parameter in try(values(jsondecode(item.parameters_json)), []) : length(setsubtract(try(keys(parameter), []), ["type", "metadata", "defaultValue", "allowedValues"])) == 0 && length(setsubtract(try(keys(parameter.metadata), []), ["displayName", "description", "strongType", "assignPermissions"])) == 0])])
    error_message = "Expected each parameter to have type, metadata, defaultValue and allowedValues only, and its metadata displayName, description, strongType and assignPermissions only: the provider drops anything else, and each plan would set it again."
  }
}
