variable "plans" {
  description = "The plans, by Azure's name such as Containers. An extension that isn't named is off. extension_properties are the settings of an extension, by its name; those which Azure always returns have a value here already."
  type = map(object({
    tier                 = string
    subplan              = optional(string)
    extensions           = optional(set(string), [])
    extension_properties = optional(map(map(string)), {})
  }))
  nullable = false

  validation {
    condition     = length(setsubtract(keys(var.plans), ["AI", "Api", "AppServices", "Arm", "CloudPosture", "Containers", "CosmosDbs", "KeyVaults", "OpenSourceRelationalDatabases", "SqlServerVirtualMachines", "SqlServers", "StorageAccounts", "VirtualMachines"])) == 0
    error_message = "Expected names of current plans: AI, Api, AppServices, Arm, CloudPosture, Containers, CosmosDbs, KeyVaults, OpenSourceRelationalDatabases, SqlServerVirtualMachines, SqlServers, StorageAccounts, VirtualMachines. Containers has taken the place of KubernetesService and ContainerRegistry, Arm that of Dns."
  }

  validation {
    condition     = alltrue([for item in values(var.plans) : contains(["Free", "Standard"], item.tier)])
    error_message = "Expected tier to be Free or Standard."
  }

  validation {
    condition     = alltrue([for item in values(var.plans) : item.tier == "Standard" || (item.subplan == null && length(item.extensions) == 0)])
    error_message = "Expected neither subplan nor extensions in the tier Free."
  }

  validation {
    condition = alltrue([for name, item in var.plans : item.tier == "Free" ? true : contains(lookup({
      Arm             = ["PerSubscription"]
      KeyVaults       = ["PerKeyVault"]
      StorageAccounts = ["DefenderForStorageV2"]
      VirtualMachines = ["P1", "P2"]
    }, name, [""]), item.subplan == null ? "" : item.subplan)])
    error_message = "Expected the subplan PerSubscription of Arm, PerKeyVault of KeyVaults, DefenderForStorageV2 of StorageAccounts, P1 or P2 of VirtualMachines and none of the others: without it, Azure chooses one and each later plan would replace it."
  }

  validation {
    condition     = length(setsubtract(try(var.plans.Containers.extensions, []), ["AgentlessDiscoveryForKubernetes", "AgentlessVmScanning", "ContainerIntegrityContribution", "ContainerRegistriesVulnerabilityAssessments", "ContainerSensor"])) == 0
    error_message = "Expected extensions of Containers: AgentlessDiscoveryForKubernetes, AgentlessVmScanning, ContainerIntegrityContribution, ContainerRegistriesVulnerabilityAssessments, ContainerSensor."
  }

  validation {
    condition     = alltrue([for item in values(var.plans) : length(setsubtract(keys(item.extension_properties), item.extensions)) == 0])
    error_message = "Expected extension_properties of extensions that are on."
  }
}

variable "contact" {
  description = "Whom Defender for Cloud tells of alerts. name is that of the setting; several addresses are parted by semicolons."
  type = object({
    name  = string
    email = string
    phone = optional(string)
  })
  nullable = false

  validation {
    condition     = length(var.contact.name) >= 1
    error_message = "Expected a name; Azure itself uses default."
  }

  validation {
    condition     = can(regex("^[^@;\\s]+@[^@;\\s]+\\.[^@;\\s]+(;[^@;\\s]+@[^@;\\s]+\\.[^@;\\s]+)*$", var.contact.email))
    error_message = "Expected an e-mail address, or several parted by semicolons."
  }

  validation {
    condition     = var.contact.phone == null ? true : length(var.contact.phone) >= 1
    error_message = "Expected phone to be null or a number."
  }
}
