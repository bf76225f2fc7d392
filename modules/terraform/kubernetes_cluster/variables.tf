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

variable "private_dns_zone_id" {
  description = "Id of the private DNS zone, privatelink.<region>.azmk8s.io, in which AKS registers the API server."
  type        = string
  nullable    = false
}

variable "dns_prefix" {
  description = "First label of the API server's private host name: 1 to 54 letters, digits and hyphens. Changing it replaces the cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$", var.dns_prefix))
    error_message = "The DNS prefix has 1 to 54 letters, digits and hyphens, and starts and ends with a letter or digit."
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

variable "node_subnet_id" {
  description = "Id of the subnet that the nodes of every pool are placed in."
  type        = string
  nullable    = false
}

variable "pod_subnet_id" {
  description = "Id of the subnet that pods take their addresses from. Null gives pods addresses from an overlay network."
  type        = string
  default     = null
}

variable "network" {
  description = "Address ranges inside the cluster and its way out. pod_cidr belongs to the overlay network and is left out with a pod subnet; dns_service_ip lies in service_cidr."
  type = object({
    pod_cidr       = optional(string)
    service_cidr   = string
    dns_service_ip = string
    outbound_type  = string
  })
  nullable = false

  validation {
    condition     = (var.network.pod_cidr == null) == (var.pod_subnet_id != null)
    error_message = "A cluster has either an overlay network (pod_cidr) or a pod subnet (pod_subnet_id)."
  }

  validation {
    condition     = alltrue([for cidr in compact([var.network.pod_cidr, var.network.service_cidr]) : can(cidrnetmask(cidr))])
    error_message = "pod_cidr and service_cidr are IPv4 ranges such as \"10.244.0.0/16\"."
  }

  validation {
    condition     = try(cidrhost("${var.network.dns_service_ip}/${split("/", var.network.service_cidr)[1]}", 0) == cidrhost(var.network.service_cidr, 0), false)
    error_message = "dns_service_ip is an IPv4 address inside service_cidr."
  }

  validation {
    condition     = contains(["userDefinedRouting", "userAssignedNATGateway", "managedNATGateway", "loadBalancer", "none"], var.network.outbound_type)
    error_message = "outbound_type is userDefinedRouting, userAssignedNATGateway, managedNATGateway, loadBalancer or none."
  }
}

variable "system_pool" {
  description = "The node pool that runs the cluster's own add-ons and nothing else. temporary_name names the pool that stands in while a change replaces this one's nodes."
  type = object({
    name                    = string
    vm_size                 = string
    zones                   = list(string)
    min_count               = number
    max_count               = number
    max_pods                = number
    max_surge               = string
    os_sku                  = string
    os_disk_type            = string
    os_disk_size_gb         = optional(number)
    host_encryption_enabled = bool
    temporary_name          = string
  })
  nullable = false

  validation {
    condition     = alltrue([for name in [var.system_pool.name, var.system_pool.temporary_name] : can(regex("^[a-z][a-z0-9]{0,11}$", name))])
    error_message = "The names of the system pool have 1 to 12 lower-case letters and digits and start with a letter."
  }

  validation {
    condition     = var.system_pool.min_count >= 1 && var.system_pool.min_count <= var.system_pool.max_count && var.system_pool.max_count <= 1000
    error_message = "The system pool has 1 to 1000 nodes, and min_count is not above max_count."
  }

  validation {
    condition     = var.system_pool.max_pods >= 30 && var.system_pool.max_pods <= 250
    error_message = "A node of the system pool holds 30 to 250 pods."
  }

  validation {
    condition     = can(regex("^([1-9][0-9]*|[1-9][0-9]?%|100%)$", var.system_pool.max_surge))
    error_message = "max_surge is a number of nodes such as \"1\" or a share of the pool such as \"33%\"."
  }

  validation {
    condition     = contains(["AzureLinux", "AzureLinux3", "Ubuntu", "Ubuntu2204", "Ubuntu2404"], var.system_pool.os_sku)
    error_message = "os_sku is AzureLinux, AzureLinux3, Ubuntu, Ubuntu2204 or Ubuntu2404."
  }

  validation {
    condition     = contains(["Ephemeral", "Managed"], var.system_pool.os_disk_type)
    error_message = "os_disk_type is Ephemeral or Managed."
  }
}

variable "user_pools" {
  description = "The node pools that run workloads, by name. Labels and taints steer workloads to a pool; a taint is written key=value:effect."
  type = map(object({
    vm_size                 = string
    zones                   = list(string)
    min_count               = number
    max_count               = number
    max_pods                = number
    max_surge               = string
    os_sku                  = string
    os_disk_type            = string
    os_disk_size_gb         = optional(number)
    host_encryption_enabled = bool
    temporary_name          = string
    labels                  = optional(map(string), {})
    taints                  = optional(list(string), [])
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in concat(keys(var.user_pools), values(var.user_pools)[*].temporary_name) : can(regex("^[a-z][a-z0-9]{0,11}$", name))])
    error_message = "The names of a node pool have 1 to 12 lower-case letters and digits and start with a letter."
  }

  validation {
    condition = length(distinct(concat(
      [var.system_pool.name, var.system_pool.temporary_name],
      keys(var.user_pools),
      values(var.user_pools)[*].temporary_name,
    ))) == 2 + 2 * length(var.user_pools)
    error_message = "Names and temporary names differ between all node pools, the system pool included."
  }

  validation {
    condition     = alltrue([for pool in var.user_pools : pool.min_count >= 0 && pool.min_count <= pool.max_count && pool.max_count <= 1000])
    error_message = "A user pool has 0 to 1000 nodes, and min_count is not above max_count."
  }

  validation {
    condition     = alltrue([for pool in var.user_pools : pool.max_pods >= 10 && pool.max_pods <= 250])
    error_message = "A node of a user pool holds 10 to 250 pods."
  }

  validation {
    condition     = alltrue([for pool in var.user_pools : can(regex("^([1-9][0-9]*|[1-9][0-9]?%|100%)$", pool.max_surge))])
    error_message = "max_surge is a number of nodes such as \"1\" or a share of the pool such as \"33%\"."
  }

  validation {
    condition     = alltrue([for pool in var.user_pools : contains(["AzureLinux", "AzureLinux3", "Ubuntu", "Ubuntu2204", "Ubuntu2404"], pool.os_sku)])
    error_message = "os_sku is AzureLinux, AzureLinux3, Ubuntu, Ubuntu2204 or Ubuntu2404."
  }

  validation {
    condition     = alltrue([for pool in var.user_pools : contains(["Ephemeral", "Managed"], pool.os_disk_type)])
    error_message = "os_disk_type is Ephemeral or Managed."
  }

  validation {
    condition     = alltrue(flatten([for pool in var.user_pools : [for taint in pool.taints : can(regex("^[^=:]+=[^=:]*:(NoSchedule|PreferNoSchedule|NoExecute)$", taint))]]))
    error_message = "A taint is written key=value:effect, and the effect is NoSchedule, PreferNoSchedule or NoExecute."
  }
}

variable "automatic_upgrade_channel" {
  description = "How far AKS upgrades Kubernetes by itself: patch, stable, rapid or node-image."
  type        = string
  default     = "patch"
  nullable    = false

  validation {
    condition     = contains(["patch", "stable", "rapid", "node-image"], var.automatic_upgrade_channel)
    error_message = "The upgrade channel is patch, stable, rapid or node-image."
  }
}

variable "node_os_upgrade_channel" {
  description = "How AKS keeps the nodes' operating system patched: NodeImage, SecurityPatch, Unmanaged or None."
  type        = string
  default     = "NodeImage"
  nullable    = false

  validation {
    condition     = contains(["NodeImage", "SecurityPatch", "Unmanaged", "None"], var.node_os_upgrade_channel)
    error_message = "The node OS upgrade channel is NodeImage, SecurityPatch, Unmanaged or None."
  }

  validation {
    condition     = var.node_os_upgrade_channel == "NodeImage" || var.automatic_upgrade_channel != "node-image"
    error_message = "The node OS upgrade channel is NodeImage when the upgrade channel is node-image."
  }
}

variable "maintenance_window_auto_upgrade" {
  description = "Weekly window in which AKS upgrades Kubernetes: the day, the start as HH:MM, the duration in hours and the offset from UTC as +HH:MM or -HH:MM."
  type = object({
    day_of_week = string
    start_time  = string
    duration    = number
    utc_offset  = string
  })
  nullable = false

  validation {
    condition     = contains(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], var.maintenance_window_auto_upgrade.day_of_week)
    error_message = "day_of_week is the English name of a day, such as \"Sunday\"."
  }

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance_window_auto_upgrade.start_time))
    error_message = "start_time is a time of day such as \"02:00\"."
  }

  validation {
    condition     = var.maintenance_window_auto_upgrade.duration >= 4 && var.maintenance_window_auto_upgrade.duration <= 24
    error_message = "The window lasts 4 to 24 hours."
  }

  validation {
    condition     = can(regex("^[+-](0[0-9]|1[0-4]):[0-5][0-9]$", var.maintenance_window_auto_upgrade.utc_offset))
    error_message = "utc_offset is an offset such as \"+01:00\"."
  }
}

variable "maintenance_window_node_os" {
  description = "Weekly window in which AKS updates the nodes' operating system: the day, the start as HH:MM, the duration in hours and the offset from UTC as +HH:MM or -HH:MM."
  type = object({
    day_of_week = string
    start_time  = string
    duration    = number
    utc_offset  = string
  })
  nullable = false

  validation {
    condition     = contains(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], var.maintenance_window_node_os.day_of_week)
    error_message = "day_of_week is the English name of a day, such as \"Sunday\"."
  }

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance_window_node_os.start_time))
    error_message = "start_time is a time of day such as \"02:00\"."
  }

  validation {
    condition     = var.maintenance_window_node_os.duration >= 4 && var.maintenance_window_node_os.duration <= 24
    error_message = "The window lasts 4 to 24 hours."
  }

  validation {
    condition     = can(regex("^[+-](0[0-9]|1[0-4]):[0-5][0-9]$", var.maintenance_window_node_os.utc_offset))
    error_message = "utc_offset is an offset such as \"+01:00\"."
  }
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
  default     = 48
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

variable "advanced_networking" {
  description = "Whether Advanced Container Networking Services are on: flow logs and metrics per pod, and network policies on host names. They are charged per node."
  type        = bool
  nullable    = false
}

variable "workload_autoscaler" {
  description = "Add-ons that scale workloads: KEDA by events, the vertical pod autoscaler by observed use."
  type = object({
    keda_enabled                    = bool
    vertical_pod_autoscaler_enabled = bool
  })
  default = {
    keda_enabled                    = false
    vertical_pod_autoscaler_enabled = false
  }
  nullable = false
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
