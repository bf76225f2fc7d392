variable "system_pool" {
  description = "The node pool that runs the cluster's own add-ons and nothing else. temporary_name names the pool that stands in while a change replaces this one's nodes. Without auto_scaling it has min_count nodes."
  type = object({
    name                     = string
    vm_size                  = string
    zones                    = list(string)
    auto_scaling             = optional(bool, true)
    min_count                = number
    max_count                = number
    max_pods                 = number
    max_surge                = string
    drain_timeout_in_minutes = optional(number, 30)
    os_sku                   = string
    os_disk_type             = string
    os_disk_size_gb          = optional(number)
    host_encryption_enabled  = bool
    fips_enabled             = optional(bool)
    temporary_name           = string
    vnet_subnet_id           = string
    pod_subnet_id            = optional(string)
    kubelet = optional(object({
      container_log_max_size_mb = number
      container_log_max_files   = number
      pod_max_pid               = optional(number)
      cpu_manager_policy        = string
    }))
    linux = optional(object({
      vm_max_map_count            = optional(number)
      net_core_somaxconn          = optional(number)
      fs_inotify_max_user_watches = optional(number)
      transparent_huge_page       = optional(string)
    }))
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

variable "node_provisioning" {
  description = "Manual: nodes are in pools that are written down. Auto: AKS makes nodes as pods need them, and the pools have a fixed size."
  type        = string
  default     = "Manual"
  nullable    = false

  validation {
    condition     = contains(["Auto", "Manual"], var.node_provisioning)
    error_message = "node_provisioning is Auto or Manual."
  }

  validation {
    condition     = (var.node_provisioning == "Manual") == var.system_pool.auto_scaling
    error_message = "The autoscaler and node auto-provisioning exclude each other."
  }
}

variable "auto_scaler" {
  description = "Profile of the cluster autoscaler, the same for all pools. Null: Azure's own."
  type = object({
    expander                         = string
    balance_similar_node_groups      = bool
    scan_interval                    = string
    scale_down_delay_after_add       = string
    scale_down_unneeded              = string
    scale_down_utilization_threshold = string
    skip_nodes_with_local_storage    = bool
  })
  default = null

  validation {
    condition     = var.auto_scaler == null ? true : contains(["least-waste", "most-pods", "priority", "random"], var.auto_scaler.expander)
    error_message = "The expander is least-waste, most-pods, priority or random."
  }
}

variable "disk_encryption_set_id" {
  description = "Id of the disk encryption set whose key encrypts the nodes' disks. Null: keys of the platform. Changing it replaces the cluster."
  type        = string
  default     = null
}
