variable "management_group_id" {
  description = "Resource id of the management group that keeps the definitions: /providers/Microsoft.Management/managementGroups/<name>."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/providers/Microsoft[.]Management/managementGroups/[^/]+$", var.management_group_id))
    error_message = "Expected a resource id of the form /providers/Microsoft.Management/managementGroups/<name>."
  }
}

variable "definitions" {
  description = "The definitions. The key is the definition's name; policy_rule_json is the rule with its if and then, parameters_json an object of the parameters. mode is All, Indexed for resources that have tags and a location, or a data plane mode."
  type = map(object({
    display_name     = string
    description      = string
    mode             = string
    policy_rule_json = string
    parameters_json  = optional(string)
    category         = string
    version          = string
  }))
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.definitions) : can(regex("^[^<>*%&:?/+#\\\\]{1,63}[^<>*%&:?/+#\\\\. ]$|^[^<>*%&:?/+#\\\\. ]$", key))])
    error_message = "Expected keys of 1 to 64 characters without < > * % & : ? / + # and backslash, not ending in a space or a period: they are the names."
  }

  validation {
    condition     = alltrue([for item in values(var.definitions) : length(item.display_name) >= 1 && length(item.display_name) <= 128 && length(item.description) <= 512])
    error_message = "Expected display names of 1 to 128 characters and descriptions of at most 512."
  }

  validation {
    condition     = alltrue([for item in values(var.definitions) : contains(["All", "Indexed"], item.mode) || can(regex("^Microsoft[.][A-Za-z]+[.]Data$", item.mode))])
    error_message = "Expected mode to be All, Indexed or a data plane mode such as Microsoft.KeyVault.Data."
  }

  validation {
    condition     = alltrue([for item in values(var.definitions) : length(setsubtract(["if", "then"], try(keys(jsondecode(item.policy_rule_json)), []))) == 0])
    error_message = "Expected policy_rule_json to be a JSON object with if and then."
  }

  validation {
    condition     = alltrue([for item in values(var.definitions) : item.parameters_json == null ? true : can(keys(jsondecode(item.parameters_json)))])
    error_message = "Expected parameters_json to be null or a JSON object: name of the parameter to its definition."
  }

  validation {
    condition     = alltrue([for item in values(var.definitions) : item.parameters_json == null ? true : alltrue([for parameter in try(values(jsondecode(item.parameters_json)), []) : contains(["String", "Array", "Object", "Boolean", "Integer", "Float", "DateTime"], try(parameter.type, ""))])])
    error_message = "Expected each parameter to have a type: String, Array, Object, Boolean, Integer, Float or DateTime."
  }

  validation {
    condition     = alltrue([for item in values(var.definitions) : item.parameters_json == null ? true : alltrue([for parameter in try(values(jsondecode(item.parameters_json)), []) : length(setsubtract(try(keys(parameter), []), ["type", "metadata", "defaultValue", "allowedValues"])) == 0 && length(setsubtract(try(keys(parameter.metadata), []), ["displayName", "description", "strongType", "assignPermissions"])) == 0])])
    error_message = "Expected each parameter to have type, metadata, defaultValue and allowedValues only, and its metadata displayName, description, strongType and assignPermissions only: the provider drops anything else, and each plan would set it again."
  }

  validation {
    condition     = alltrue([for item in values(var.definitions) : can(regex("^[0-9]+[.][0-9]+[.][0-9]+(-[a-z]+)?$", item.version))])
    error_message = "Expected versions such as 1.0.0."
  }
}
