variable "kubernetes_cluster_id" {
  description = "Id of the cluster."
  type        = string
  nullable    = false
}

variable "pools" {
  description = "The node pools that run workloads, by name. Without auto_scaling a pool has min_count nodes. max_surge is null for spot pools, which have none. A taint is written key=value:effect. temporary_name names the pool that stands in while a change replaces the nodes."
  type = map(object({
    vm_size                      = string
    zones                        = list(string)
    auto_scaling                 = optional(bool, true)
    min_count                    = number
    max_count                    = number
    max_pods                     = number
    max_surge                    = optional(string)
    drain_timeout_in_minutes     = optional(number, 30)
    os_sku                       = string
    os_disk_type                 = string
    os_disk_size_gb              = optional(number)
    host_encryption_enabled      = bool
    fips_enabled                 = optional(bool)
    temporary_name               = string
    labels                       = optional(map(string), {})
    taints                       = optional(list(string), [])
    vnet_subnet_id               = string
    pod_subnet_id                = optional(string)
    spot_max_price               = optional(number)
    gpu_driver                   = optional(string)
    gpu_instance                 = optional(string)
    ultra_ssd_enabled            = optional(bool, false)
    proximity_placement_group_id = optional(string)
    host_group_id                = optional(string)
    sandboxing                   = optional(bool, false)
    scale_down_mode              = optional(string, "Delete")
    kubelet = optional(object({
      container_log_max_size_mb = number
      container_log_max_files   = number
      pod_max_pid               = optional(number)
      cpu_manager_policy        = optional(string)
    }))
    linux = optional(object({
      vm_max_map_count            = optional(number)
      net_core_somaxconn          = optional(number)
      fs_inotify_max_user_watches = optional(number)
      transparent_huge_page       = optional(string)
    }))
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in concat(keys(var.pools), values(var.pools)[*].temporary_name) : can(regex("^[a-z][a-z0-9]{0,11}$", name))])
    error_message = "The names of a node pool have 1 to 12 lower-case letters and digits and start with a letter."
  }

  validation {
    condition     = length(distinct(concat(keys(var.pools), values(var.pools)[*].temporary_name))) == 2 * length(var.pools)
    error_message = "Names and temporary names differ between all node pools."
  }

  validation {
    condition     = alltrue([for name, pool in var.pools : length(name) <= 6 if startswith(pool.os_sku, "Windows")])
    error_message = "The name of a Windows pool has 1 to 6 characters."
  }

  validation {
    condition     = alltrue([for pool in var.pools : pool.min_count >= 0 && pool.min_count <= pool.max_count && pool.max_count <= 1000])
    error_message = "A user pool has 0 to 1000 nodes, and min_count is not above max_count."
  }

  validation {
    condition     = alltrue([for pool in var.pools : pool.max_pods >= 10 && pool.max_pods <= 250])
    error_message = "A node of a user pool holds 10 to 250 pods."
  }

  validation {
    condition     = alltrue([for pool in var.pools : (pool.max_surge == null) == (pool.spot_max_price != null)])
    error_message = "A pool has a surge or a spot price, and not both."
  }

  validation {
    condition     = alltrue([for pool in var.pools : can(regex("^([1-9][0-9]*|[1-9][0-9]?%|100%)$", coalesce(pool.max_surge, "1")))])
    error_message = "max_surge is a number of nodes such as \"1\" or a share of the pool such as \"33%\"."
  }

  validation {
    condition     = alltrue([for pool in var.pools : contains(["AzureLinux", "AzureLinux3", "Ubuntu", "Ubuntu2204", "Ubuntu2404", "Windows2022"], pool.os_sku)])
    error_message = "os_sku is AzureLinux, AzureLinux3, Ubuntu, Ubuntu2204, Ubuntu2404 or Windows2022."
  }

  validation {
    condition     = alltrue([for pool in var.pools : contains(["Ephemeral", "Managed"], pool.os_disk_type)])
    error_message = "os_disk_type is Ephemeral or Managed."
  }

  validation {
    condition     = alltrue(flatten([for pool in var.pools : [for taint in pool.taints : can(regex("^[^=:]+=[^=:]*:(NoSchedule|PreferNoSchedule|NoExecute)$", taint))]]))
    error_message = "A taint is written key=value:effect, and the effect is NoSchedule, PreferNoSchedule or NoExecute."
  }

  validation {
    condition     = alltrue([for pool in var.pools : contains(["Install", "None"], coalesce(pool.gpu_driver, "Install")) && contains(["MIG1g", "MIG2g", "MIG3g", "MIG4g", "MIG7g"], coalesce(pool.gpu_instance, "MIG1g"))])
    error_message = "gpu_driver is Install or None, and gpu_instance MIG1g, MIG2g, MIG3g, MIG4g or MIG7g."
  }

  validation {
    condition     = alltrue([for pool in var.pools : !pool.sandboxing || startswith(pool.os_sku, "AzureLinux")])
    error_message = "Pod sandboxing needs Azure Linux."
  }

  validation {
    condition     = alltrue([for pool in var.pools : contains(["Delete", "Deallocate"], pool.scale_down_mode) && (pool.scale_down_mode == "Delete" || pool.os_disk_type == "Managed")])
    error_message = "scale_down_mode is Delete or Deallocate, and a pool with ephemeral OS disks deletes."
  }

  validation {
    condition     = alltrue([for pool in var.pools : pool.linux == null || !startswith(pool.os_sku, "Windows")])
    error_message = "Kernel settings are for Linux pools."
  }

  validation {
    condition     = alltrue([for pool in var.pools : try(pool.kubelet.pod_max_pid, null) == null && try(pool.kubelet.cpu_manager_policy, null) == null if startswith(pool.os_sku, "Windows")])
    error_message = "The kubelet of a Windows pool knows the limits of container logs only."
  }
}

variable "tags" {
  description = "Tags of the node pools."
  type        = map(string)
  default     = {}
  nullable    = false
}
