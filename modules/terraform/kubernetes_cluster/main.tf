locals {
  # kube-audit-admin is kube-audit without the read requests, which make up most of its volume.
  control_plane_log_categories = [
    "cloud-controller-manager",
    "cluster-autoscaler",
    "csi-azuredisk-controller",
    "csi-azurefile-controller",
    "csi-snapshot-controller",
    "guard",
    "kube-apiserver",
    "kube-audit-admin",
    "kube-controller-manager",
    "kube-scheduler",
  ]

  # Logs and events only: metrics are Prometheus' part, and collecting them twice would be paid for twice.
  container_insights_streams = [
    "Microsoft-ContainerLogV2",
    "Microsoft-KubeEvents",
    "Microsoft-KubePodInventory",
  ]
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

  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = var.private_dns_zone_id
  dns_prefix_private_cluster          = var.dns_prefix

  role_based_access_control_enabled = true
  local_account_disabled            = true
  run_command_enabled               = var.run_command_enabled

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

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = var.network.pod_cidr == null ? null : "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    pod_cidr            = var.network.pod_cidr
    service_cidr        = var.network.service_cidr
    dns_service_ip      = var.network.dns_service_ip
    outbound_type       = var.network.outbound_type

    dynamic "advanced_networking" {
      for_each = var.advanced_networking ? ["enabled"] : []

      content {
        observability_enabled = true
        security_enabled      = true
      }
    }
  }

  # Pools are written down here, not provisioned by AKS as pods need them.
  node_provisioning_profile {
    mode = "Manual"
  }

  # node_count is left out, here and in the user pools: a pool starts at its minimum,
  # and what the autoscaler makes of it afterwards is no difference to a plan.
  default_node_pool {
    name                         = var.system_pool.name
    temporary_name_for_rotation  = var.system_pool.temporary_name
    vm_size                      = var.system_pool.vm_size
    zones                        = var.system_pool.zones
    auto_scaling_enabled         = true
    min_count                    = var.system_pool.min_count
    max_count                    = var.system_pool.max_count
    max_pods                     = var.system_pool.max_pods
    only_critical_addons_enabled = true
    os_sku                       = var.system_pool.os_sku
    os_disk_type                 = var.system_pool.os_disk_type
    os_disk_size_gb              = var.system_pool.os_disk_size_gb
    host_encryption_enabled      = var.system_pool.host_encryption_enabled
    vnet_subnet_id               = var.node_subnet_id
    pod_subnet_id                = var.pod_subnet_id
    tags                         = var.tags

    # Azure can't unset a drain timeout or an undrainable behaviour, so they are set from the start. A node that
    # can't be drained is cordoned and reported, and the upgrade goes on with the others.
    upgrade_settings {
      max_surge                 = var.system_pool.max_surge
      drain_timeout_in_minutes  = 30
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
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = var.maintenance_window_node_os.day_of_week
    start_time  = var.maintenance_window_node_os.start_time
    duration    = var.maintenance_window_node_os.duration
    utc_offset  = var.maintenance_window_node_os.utc_offset
  }

  key_vault_secrets_provider {
    secret_rotation_enabled = true
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
    for_each = anytrue(values(var.workload_autoscaler)) ? [var.workload_autoscaler] : []

    content {
      keda_enabled                    = workload_autoscaler_profile.value.keda_enabled
      vertical_pod_autoscaler_enabled = workload_autoscaler_profile.value.vertical_pod_autoscaler_enabled
    }
  }

  dynamic "web_app_routing" {
    for_each = var.ingress == "app_routing_internal" ? ["internal"] : []

    content {
      default_nginx_controller = "Internal"
      dns_zone_ids             = []
    }
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "user" {
  for_each = var.user_pools

  name                        = each.key
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.this.id
  mode                        = "User"
  temporary_name_for_rotation = each.value.temporary_name
  vm_size                     = each.value.vm_size
  zones                       = each.value.zones
  auto_scaling_enabled        = true
  min_count                   = each.value.min_count
  max_count                   = each.value.max_count
  max_pods                    = each.value.max_pods
  os_type                     = "Linux"
  os_sku                      = each.value.os_sku
  os_disk_type                = each.value.os_disk_type
  os_disk_size_gb             = each.value.os_disk_size_gb
  host_encryption_enabled     = each.value.host_encryption_enabled
  node_labels                 = each.value.labels
  node_taints                 = each.value.taints
  vnet_subnet_id              = var.node_subnet_id
  pod_subnet_id               = var.pod_subnet_id
  tags                        = var.tags

  upgrade_settings {
    max_surge                 = each.value.max_surge
    drain_timeout_in_minutes  = 30
    undrainable_node_behavior = "Cordon"
  }
}

resource "azurerm_monitor_data_collection_rule" "container_insights" {
  name                = var.data_collection_rule_name
  location            = coalesce(var.data_collection_rule_location, var.location)
  resource_group_name = var.resource_group_name
  kind                = "Linux"
  description         = "Container logs and Kubernetes events of ${var.name}."
  tags                = var.tags

  data_sources {
    extension {
      name           = "container-insights"
      extension_name = "ContainerInsights"
      streams        = local.container_insights_streams

      extension_json = jsonencode({
        dataCollectionSettings = {
          enableContainerLogV2   = true
          interval               = "1m"
          namespaceFilteringMode = "Off"
        }
      })
    }
  }

  destinations {
    log_analytics {
      name                  = "log-analytics"
      workspace_resource_id = var.log_analytics_workspace_id
    }
  }

  data_flow {
    streams      = local.container_insights_streams
    destinations = ["log-analytics"]
  }
}

# The agent looks for its rule under this association name.
resource "azurerm_monitor_data_collection_rule_association" "container_insights" {
  name                    = "ContainerInsightsExtension"
  target_resource_id      = azurerm_kubernetes_cluster.this.id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.container_insights.id
}

resource "azurerm_monitor_diagnostic_setting" "cluster" {
  count = var.diagnostic_settings ? 1 : 0

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_kubernetes_cluster.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  # Tables of their own (AKSAuditAdmin, AKSControlPlane) instead of the AzureDiagnostics table that all resources share.
  log_analytics_destination_type = "Dedicated"

  dynamic "enabled_log" {
    for_each = local.control_plane_log_categories

    content {
      category = enabled_log.value
    }
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
