resource "azurerm_kubernetes_automatic_cluster" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [var.control_plane_identity_id]
  }

  api_server_access {
    subnet_id = var.api_server_subnet_id
  }

  hosted_system {
    node_subnet_id        = var.node_subnet_id
    system_node_subnet_id = var.node_subnet_id
  }

  # The provider takes no zone of the hub's here: System or None.
  private_cluster {
    private_dns_zone_id = "System"
  }
}

resource "azurerm_monitor_diagnostic_setting" "cluster" {
  count = var.diagnostic_settings ? 1 : 0

  name                           = "diag-to-log-analytics"
  target_resource_id             = azurerm_kubernetes_automatic_cluster.this.id
  log_analytics_workspace_id     = var.log_analytics_workspace_id
  log_analytics_destination_type = "Dedicated"

  # kube-audit-admin is kube-audit without the read requests, which make up most of its volume.
  dynamic "enabled_log" {
    for_each = ["cluster-autoscaler", "guard", "kube-apiserver", "kube-audit-admin", "kube-controller-manager", "kube-scheduler"]

    content {
      category = enabled_log.value
    }
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
