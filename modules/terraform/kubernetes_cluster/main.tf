locals {
  private         = var.api_server.access != "public"
  managed_network = var.network.plugin == "azure"
}

resource "azurerm_kubernetes_cluster" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  node_resource_group = var.node_resource_group
  sku_tier            = var.sku_tier
  tags                = var.tags

  # AKS sells the Premium tier with long-term support, and neither without the other.
  support_plan = var.sku_tier == "Premium" ? "AKSLongTermSupport" : "KubernetesOfficial"

  # An automatic upgrade makes Azure report the full version, 1.33.5 for 1.33. The next plan then sets the minor
  # version again, which leaves the cluster as it is. It isn't ignored: a new minor version has to arrive.
  kubernetes_version        = var.kubernetes_version
  automatic_upgrade_channel = var.automatic_upgrade_channel
  node_os_upgrade_channel   = var.node_os_upgrade_channel

  private_cluster_enabled             = local.private
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = var.api_server.private_dns_zone_id
  dns_prefix                          = local.private ? null : var.api_server.dns_prefix
  dns_prefix_private_cluster          = local.private ? var.api_server.dns_prefix : null

  role_based_access_control_enabled = true
  local_account_disabled            = true
  run_command_enabled               = var.run_command_enabled

  disk_encryption_set_id              = var.disk_encryption_set_id
  custom_ca_trust_certificates_base64 = [for certificate in var.trusted_certificates : base64encode(certificate)]

  # The issuer can't be turned off once it is on.
  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  azure_policy_enabled         = true
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = var.image_cleaner_interval_hours
  cost_analysis_enabled        = var.cost_analysis_enabled

  identity {
    type         = "UserAssigned"
    identity_ids = [var.control_plane_identity_id]
  }

  kubelet_identity {
    user_assigned_identity_id = var.kubelet_identity.id
    client_id                 = var.kubelet_identity.client_id
    object_id                 = var.kubelet_identity.object_id
  }

  azure_active_directory_role_based_access_control {
    tenant_id              = var.tenant_id
    azure_rbac_enabled     = true
    admin_group_object_ids = var.admin_group_object_ids
  }

  dynamic "api_server_access_profile" {
    for_each = var.api_server.access == "private_link" ? [] : [var.api_server]

    content {
      virtual_network_integration_enabled = var.api_server.access == "vnet_integration"
      subnet_id                           = api_server_access_profile.value.subnet_id
      authorized_ip_ranges                = concat(api_server_access_profile.value.authorized_ip_ranges, var.egress_ip_ranges)
    }
  }

  network_profile {
    network_plugin      = var.network.plugin
    network_plugin_mode = var.network.pod_cidr == null ? null : "overlay"
    network_data_plane  = local.managed_network ? var.network.data_plane : null
    network_policy      = local.managed_network ? var.network.policy : null
    pod_cidr            = var.network.pod_cidr
    service_cidr        = var.network.service_cidr
    dns_service_ip      = var.network.dns_service_ip
    outbound_type       = var.network.outbound_type

    dynamic "advanced_networking" {
      for_each = var.network.flow_logs || var.network.host_name_policies ? [var.network] : []

      content {
        observability_enabled = advanced_networking.value.flow_logs
        security_enabled      = advanced_networking.value.host_name_policies
      }
    }

    dynamic "load_balancer_profile" {
      for_each = var.load_balancer == null ? [] : [var.load_balancer]

      content {
        managed_outbound_ip_count = load_balancer_profile.value.outbound_ips
        outbound_ports_allocated  = load_balancer_profile.value.ports_per_node
        idle_timeout_in_minutes   = load_balancer_profile.value.idle_minutes
      }
    }
  }

  dynamic "http_proxy_config" {
    for_each = var.http_proxy == null ? [] : [var.http_proxy]

    content {
      http_proxy  = http_proxy_config.value.http_proxy
      https_proxy = http_proxy_config.value.https_proxy
      no_proxy    = http_proxy_config.value.no_proxy
      trusted_ca  = http_proxy_config.value.trusted_ca == null ? null : base64encode(http_proxy_config.value.trusted_ca)
    }
  }

  # Without a way out nodes start from a cache only; without a registry of its own AKS keeps one.
  dynamic "bootstrap_profile" {
    for_each = var.image_cache_registry_id == null && var.network.outbound_type != "none" ? [] : [var.image_cache_registry_id]

    content {
      artifact_source       = "Cache"
      container_registry_id = bootstrap_profile.value
    }
  }

  dynamic "key_management_service" {
    for_each = var.key_management_service == null ? [] : [var.key_management_service]

    content {
      key_vault_key_id         = key_management_service.value.key_vault_key_id
      key_vault_network_access = key_management_service.value.key_vault_network_access
    }
  }

  node_provisioning_profile {
    mode = var.node_provisioning
  }

  dynamic "auto_scaler_profile" {
    for_each = var.auto_scaler == null ? [] : [var.auto_scaler]

    content {
      expander                         = auto_scaler_profile.value.expander
      balance_similar_node_groups      = auto_scaler_profile.value.balance_similar_node_groups
      scan_interval                    = auto_scaler_profile.value.scan_interval
      scale_down_delay_after_add       = auto_scaler_profile.value.scale_down_delay_after_add
      scale_down_unneeded              = auto_scaler_profile.value.scale_down_unneeded
      scale_down_utilization_threshold = auto_scaler_profile.value.scale_down_utilization_threshold
      skip_nodes_with_local_storage    = auto_scaler_profile.value.skip_nodes_with_local_storage
    }
  }

  # With the autoscaler, node_count is left out: a pool starts at its minimum, and what the autoscaler makes of it
  # afterwards is no difference to a plan.
  default_node_pool {
    name                         = var.system_pool.name
    temporary_name_for_rotation  = var.system_pool.temporary_name
    vm_size                      = var.system_pool.vm_size
    zones                        = var.system_pool.zones
    auto_scaling_enabled         = var.system_pool.auto_scaling
    node_count                   = var.system_pool.auto_scaling ? null : var.system_pool.min_count
    min_count                    = var.system_pool.auto_scaling ? var.system_pool.min_count : null
    max_count                    = var.system_pool.auto_scaling ? var.system_pool.max_count : null
    max_pods                     = var.system_pool.max_pods
    only_critical_addons_enabled = true
    os_sku                       = var.system_pool.os_sku
    os_disk_type                 = var.system_pool.os_disk_type
    os_disk_size_gb              = var.system_pool.os_disk_size_gb
    host_encryption_enabled      = var.system_pool.host_encryption_enabled
    fips_enabled                 = var.system_pool.fips_enabled
    vnet_subnet_id               = var.system_pool.vnet_subnet_id
    pod_subnet_id                = var.system_pool.pod_subnet_id
    tags                         = var.tags

    dynamic "kubelet_config" {
      for_each = var.system_pool.kubelet == null ? [] : [var.system_pool.kubelet]

      content {
        container_log_max_size_mb = kubelet_config.value.container_log_max_size_mb
        container_log_max_files   = kubelet_config.value.container_log_max_files
        pod_max_pid               = kubelet_config.value.pod_max_pid
        cpu_manager_policy        = kubelet_config.value.cpu_manager_policy
      }
    }

    dynamic "linux_os_config" {
      for_each = var.system_pool.linux == null ? [] : [var.system_pool.linux]

      content {
        transparent_huge_page = linux_os_config.value.transparent_huge_page

        sysctl_config {
          vm_max_map_count            = linux_os_config.value.vm_max_map_count
          net_core_somaxconn          = linux_os_config.value.net_core_somaxconn
          fs_inotify_max_user_watches = linux_os_config.value.fs_inotify_max_user_watches
        }
      }
    }

    # Azure can't unset a drain timeout or an undrainable behaviour, so they are set from the start. A node that
    # can't be drained is cordoned and reported, and the upgrade goes on with the others.
    upgrade_settings {
      max_surge                 = var.system_pool.max_surge
      drain_timeout_in_minutes  = var.system_pool.drain_timeout_in_minutes
      undrainable_node_behavior = "Cordon"
    }
  }

  # Azure chooses the start date of both windows, and the provider keeps the one it reads back.
  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = var.maintenance_window_auto_upgrade.day_of_week
    start_time  = var.maintenance_window_auto_upgrade.start_time
    duration    = var.maintenance_window_auto_upgrade.duration
    utc_offset  = var.maintenance_window_auto_upgrade.utc_offset

    dynamic "not_allowed" {
      for_each = var.maintenance_freezes

      content {
        start = not_allowed.value.start
        end   = not_allowed.value.end
      }
    }
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = var.maintenance_window_node_os.day_of_week
    start_time  = var.maintenance_window_node_os.start_time
    duration    = var.maintenance_window_node_os.duration
    utc_offset  = var.maintenance_window_node_os.utc_offset

    dynamic "not_allowed" {
      for_each = var.maintenance_freezes

      content {
        start = not_allowed.value.start
        end   = not_allowed.value.end
      }
    }
  }

  key_vault_secrets_provider {
    secret_rotation_enabled  = true
    secret_rotation_interval = var.add_ons.secret_rotation_interval
  }

  # The add-on's identity signs in to the workspace, whose shared keys are off.
  oms_agent {
    log_analytics_workspace_id      = var.log_analytics_workspace_id
    msi_auth_for_monitoring_enabled = true
  }

  # Turns managed Prometheus on; what is collected, and where it goes, is the collection rule's business.
  monitor_metrics {}

  # Azure returns nothing for a profile with both add-ons off, and the block would come back in every plan.
  dynamic "workload_autoscaler_profile" {
    for_each = var.add_ons.keda || var.add_ons.vertical_pod_autoscaler ? [var.add_ons] : []

    content {
      keda_enabled                    = workload_autoscaler_profile.value.keda
      vertical_pod_autoscaler_enabled = workload_autoscaler_profile.value.vertical_pod_autoscaler
    }
  }

  dynamic "microsoft_defender" {
    for_each = var.add_ons.defender ? [var.log_analytics_workspace_id] : []

    content {
      log_analytics_workspace_id = microsoft_defender.value
    }
  }

  dynamic "aci_connector_linux" {
    for_each = var.add_ons.virtual_node_subnet == null ? [] : [var.add_ons.virtual_node_subnet.name]

    content {
      subnet_name = aci_connector_linux.value
    }
  }

  dynamic "service_mesh_profile" {
    for_each = var.service_mesh == null ? [] : [var.service_mesh]

    content {
      mode                             = "Istio"
      revisions                        = service_mesh_profile.value.revisions
      internal_ingress_gateway_enabled = service_mesh_profile.value.internal_gateway
      external_ingress_gateway_enabled = false

      dynamic "certificate_authority" {
        for_each = service_mesh_profile.value.certificate_authority == null ? [] : [service_mesh_profile.value.certificate_authority]

        content {
          key_vault_id           = certificate_authority.value.key_vault_id
          root_cert_object_name  = certificate_authority.value.root_cert_object_name
          cert_chain_object_name = certificate_authority.value.cert_chain_object_name
          cert_object_name       = certificate_authority.value.cert_object_name
          key_object_name        = certificate_authority.value.key_object_name
        }
      }
    }
  }

  storage_profile {
    disk_driver_enabled         = var.storage_drivers.disks
    file_driver_enabled         = var.storage_drivers.files
    blob_driver_enabled         = var.storage_drivers.blobs
    snapshot_controller_enabled = var.storage_drivers.snapshots
  }

  dynamic "web_app_routing" {
    for_each = var.ingress == "app_routing_internal" ? ["internal"] : []

    content {
      default_nginx_controller = "Internal"
      dns_zone_ids             = []
    }
  }

  # AKS adds the cluster's own ranges and names to those that bypass the proxy.
  lifecycle {
    ignore_changes = [http_proxy_config[0].no_proxy]
  }
}

# AKS makes the identity of virtual nodes with the cluster ("Use virtual nodes", role on the subnet).
resource "azurerm_role_assignment" "virtual_nodes" {
  count = var.add_ons.virtual_node_subnet == null ? 0 : 1

  scope                            = var.add_ons.virtual_node_subnet.id
  role_definition_name             = "Network Contributor"
  principal_id                     = azurerm_kubernetes_cluster.this.aci_connector_linux[0].connector_identity[0].object_id
  principal_type                   = "ServicePrincipal"
  skip_service_principal_aad_check = true
}
