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
  container_insights_streams = [for stream in var.container_insights.streams : "Microsoft-${stream}"]

  container_insights_settings = {
    enableContainerLogV2   = true
    interval               = var.container_insights.interval
    namespaceFilteringMode = var.container_insights.namespace_filtering
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

      # Azure takes a list of namespaces only with a filter.
      extension_json = jsonencode({
        dataCollectionSettings = merge(
          local.container_insights_settings,
          var.container_insights.namespace_filtering == "Off" ? {} : { namespaces = var.container_insights.namespaces },
        )
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
