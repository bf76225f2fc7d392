variable "name" {
  description = "Name of the cluster: 1 to 63 letters, digits, hyphens and underscores."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?$", var.name))
    error_message = "The name of a cluster has 1 to 63 letters, digits, hyphens and underscores, and starts and ends with a letter or digit."
  }
}

variable "location" {
  description = "Azure region of the cluster. Container insights' data collection rule is created in the same region."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the cluster."
  type        = string
  nullable    = false
}

variable "node_resource_group" {
  description = "Name of the resource group that AKS creates for the nodes. It must not exist yet, and nothing else belongs in it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_().-]{0,79}[a-zA-Z0-9_()-]$", var.node_resource_group))
    error_message = "The name of the node resource group has 1 to 80 letters, digits, underscores, parentheses, hyphens and periods, and does not end with a period."
  }
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes, such as \"1.33\": AKS chooses the patch. Null with the upgrade channels stable and rapid, which choose the minor version as well."
  type        = string

  validation {
    condition     = var.kubernetes_version == null || can(regex("^1\\.[0-9]{2}$", var.kubernetes_version))
    error_message = "The Kubernetes version is a minor version such as \"1.33\". A patch version would be undone by the next automatic upgrade."
  }

  validation {
    condition     = (var.kubernetes_version == null) == contains(["stable", "rapid"], var.automatic_upgrade_channel)
    error_message = "The Kubernetes version is null with the upgrade channels stable and rapid, and given with patch and node-image."
  }
}

variable "sku_tier" {
  description = "Tier of the control plane: Free (no SLA), Standard (SLA) or Premium (SLA and long-term support)."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["Free", "Standard", "Premium"], var.sku_tier)
    error_message = "The tier is Free, Standard or Premium."
  }
}

variable "tenant_id" {
  description = "Id of the Entra tenant that authenticates the cluster's users."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.tenant_id))
    error_message = "The tenant id is a UUID."
  }
}

variable "admin_group_object_ids" {
  description = "Object ids of the Entra groups that administer the cluster. With local accounts off they are the only way in, so there is at least one."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.admin_group_object_ids) > 0
    error_message = "At least one Entra group administers the cluster."
  }

  validation {
    condition     = alltrue([for id in var.admin_group_object_ids : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "The object id of an Entra group is a UUID."
  }
}

variable "control_plane_identity_id" {
  description = "Id of the user-assigned identity that the control plane acts as."
  type        = string
  nullable    = false
}

variable "kubelet_identity" {
  description = "The user-assigned identity that the nodes pull images with: its resource id, client id and object id (principal id)."
  type = object({
    id        = string
    client_id = string
    object_id = string
  })
  nullable = false
}

variable "ingress" {
  description = "Ingress that AKS manages: none, or app_routing_internal for the application routing add-on behind an internal load balancer."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "app_routing_internal"], var.ingress)
    error_message = "The ingress is none or app_routing_internal."
  }
}

variable "run_command_enabled" {
  description = "Whether az aks command invoke may run commands in the cluster. It bypasses the private network, so it is off unless a customer asks for it."
  type        = bool
  default     = false
  nullable    = false
}

variable "image_cleaner_interval_hours" {
  description = "Hours between two runs of the image cleaner, which removes unused vulnerable images from the nodes: 24 to 2160."
  type        = number
  default     = 168
  nullable    = false

  validation {
    condition     = var.image_cleaner_interval_hours >= 24 && var.image_cleaner_interval_hours <= 2160
    error_message = "The image cleaner runs every 24 to 2160 hours."
  }
}

variable "cost_analysis_enabled" {
  description = "Whether cost analysis splits the cluster's cost by namespace. It needs the tier Standard or Premium."
  type        = bool
  nullable    = false

  validation {
    condition     = !var.cost_analysis_enabled || var.sku_tier != "Free"
    error_message = "Cost analysis needs the tier Standard or Premium."
  }
}

variable "data_collection_rule_location" {
  description = "Azure region of the workspace, where the data collection rule has to be. Null for the cluster's own."
  type        = string
  default     = null
}

variable "data_collection_rule_name" {
  description = "Name of the data collection rule that says which container logs and Kubernetes events Container insights collects."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.data_collection_rule_name) >= 1 && length(var.data_collection_rule_name) <= 64
    error_message = "The name of a data collection rule has 1 to 64 characters."
  }
}

variable "container_insights" {
  description = "What Container insights collects: streams among ContainerLogV2, KubeEvents, KubePodInventory and KubeNodeInventory, how often, and of which namespaces. namespace_filtering is Off, Include or Exclude, and namespaces are given with the latter two."
  type = object({
    streams             = optional(list(string), ["ContainerLogV2", "KubeEvents", "KubePodInventory"])
    interval            = optional(string, "1m")
    namespace_filtering = optional(string, "Off")
    namespaces          = optional(list(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition     = length(var.container_insights.streams) > 0 && alltrue([for stream in var.container_insights.streams : contains(["ContainerLogV2", "KubeEvents", "KubePodInventory", "KubeNodeInventory"], stream)])
    error_message = "Streams are among ContainerLogV2, KubeEvents, KubePodInventory and KubeNodeInventory, at least one of them."
  }

  validation {
    condition     = contains(["Off", "Include", "Exclude"], var.container_insights.namespace_filtering) && (var.container_insights.namespace_filtering == "Off") == (length(var.container_insights.namespaces) == 0)
    error_message = "namespace_filtering is Off, or Include or Exclude with namespaces."
  }

  validation {
    condition     = can(regex("^([1-9]|[12][0-9]|30)m$", var.container_insights.interval))
    error_message = "The interval is 1m to 30m."
  }
}

variable "diagnostic_settings" {
  description = "Whether the module sets diagnostic settings; false where policies of an Azure landing zone set them."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Id of the Log Analytics workspace that receives control-plane logs, container logs and Kubernetes events."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the cluster, its node pools and its data collection rule. AKS copies them to the node resource group."
  type        = map(string)
  default     = {}
  nullable    = false
}
