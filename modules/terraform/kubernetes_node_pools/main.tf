resource "azurerm_kubernetes_cluster_node_pool" "this" {
  for_each = var.pools

  name                         = each.key
  kubernetes_cluster_id        = var.kubernetes_cluster_id
  mode                         = "User"
  temporary_name_for_rotation  = each.value.temporary_name
  vm_size                      = each.value.vm_size
  zones                        = each.value.zones
  auto_scaling_enabled         = each.value.auto_scaling
  node_count                   = each.value.auto_scaling ? null : each.value.min_count
  min_count                    = each.value.auto_scaling ? each.value.min_count : null
  max_count                    = each.value.auto_scaling ? each.value.max_count : null
  max_pods                     = each.value.max_pods
  os_type                      = startswith(each.value.os_sku, "Windows") ? "Windows" : "Linux"
  os_sku                       = each.value.os_sku
  os_disk_type                 = each.value.os_disk_type
  os_disk_size_gb              = each.value.os_disk_size_gb
  host_encryption_enabled      = each.value.host_encryption_enabled
  fips_enabled                 = each.value.fips_enabled
  node_labels                  = each.value.labels
  node_taints                  = each.value.taints
  vnet_subnet_id               = each.value.vnet_subnet_id
  pod_subnet_id                = each.value.pod_subnet_id
  gpu_driver                   = each.value.gpu_driver
  gpu_instance                 = each.value.gpu_instance
  ultra_ssd_enabled            = each.value.ultra_ssd_enabled
  proximity_placement_group_id = each.value.proximity_placement_group_id
  host_group_id                = each.value.host_group_id
  workload_runtime             = each.value.sandboxing ? "KataVmIsolation" : null
  scale_down_mode              = each.value.scale_down_mode
  tags                         = var.tags

  # Azure evicts spot nodes when it needs them; a deleted node comes back when there is capacity again.
  priority        = each.value.spot_max_price == null ? "Regular" : "Spot"
  eviction_policy = each.value.spot_max_price == null ? null : "Delete"
  spot_max_price  = each.value.spot_max_price

  dynamic "kubelet_config" {
    for_each = each.value.kubelet == null ? [] : [each.value.kubelet]

    content {
      container_log_max_size_mb = kubelet_config.value.container_log_max_size_mb
      container_log_max_files   = kubelet_config.value.container_log_max_files
      pod_max_pid               = kubelet_config.value.pod_max_pid
      cpu_manager_policy        = kubelet_config.value.cpu_manager_policy
    }
  }

  dynamic "linux_os_config" {
    for_each = each.value.linux == null ? [] : [each.value.linux]

    content {
      transparent_huge_page = linux_os_config.value.transparent_huge_page

      sysctl_config {
        vm_max_map_count            = linux_os_config.value.vm_max_map_count
        net_core_somaxconn          = linux_os_config.value.net_core_somaxconn
        fs_inotify_max_user_watches = linux_os_config.value.fs_inotify_max_user_watches
      }
    }
  }

  # Azure can't unset a drain timeout or an undrainable behaviour, so they are set from the start. A node that can't
  # be drained is cordoned and reported, and the upgrade goes on with the others. Spot pools take no surge.
  dynamic "upgrade_settings" {
    for_each = each.value.max_surge == null ? [] : [each.value]

    content {
      max_surge                 = upgrade_settings.value.max_surge
      drain_timeout_in_minutes  = upgrade_settings.value.drain_timeout_in_minutes
      undrainable_node_behavior = "Cordon"
    }
  }
}
