locals {
  # The metrics below are part of what the add-on collects by default, so that no rule needs its settings changed.
  # Severity starts at 1: the provider does not send 0, and Azure would put its own default in its place.
  alerts = [
    {
      name        = "NodeNotReady"
      description = "A node has not been ready for ten minutes. Its pods are being moved away, and the cluster is short of capacity."
      severity    = 1
      duration    = "PT10M"
      expression  = "max by (cluster, node) (kube_node_status_condition{condition='Ready', status='true'}) == 0"
    },
    {
      name        = "ContainerOutOfMemory"
      description = "A container was killed at its memory limit and restarted within the last ten minutes. Raise the limit or find the leak."
      severity    = 3
      duration    = "PT1M"
      expression  = "max by (cluster, namespace, pod, container) (kube_pod_container_status_last_terminated_reason{reason='OOMKilled'}) == 1 and sum by (cluster, namespace, pod, container) (increase(kube_pod_container_status_restarts_total[10m])) > 0"
    },
    {
      name        = "PodCrashLooping"
      description = "A container keeps crashing, and Kubernetes waits longer and longer before it starts the container again."
      severity    = 2
      duration    = "PT10M"
      expression  = "max by (cluster, namespace, pod, container) (max_over_time(kube_pod_container_status_waiting_reason{reason='CrashLoopBackOff'}[5m])) == 1"
    },
    {
      name        = "PersistentVolumeNearlyFull"
      description = "Less than a tenth of a persistent volume is free. Extend the volume claim before writes start to fail."
      severity    = 2
      duration    = "PT15M"
      expression  = "min by (cluster, namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes) < 0.1"
    },
    {
      # An autoscaler whose bounds are equal is always at its maximum, by choice.
      name        = "HorizontalPodAutoscalerAtMaximum"
      description = "An autoscaler has run at its maximum for fifteen minutes and can't follow a further rise in load."
      severity    = 3
      duration    = "PT15M"
      expression  = "kube_horizontalpodautoscaler_status_current_replicas >= kube_horizontalpodautoscaler_spec_max_replicas and kube_horizontalpodautoscaler_spec_max_replicas > kube_horizontalpodautoscaler_spec_min_replicas"
    },
  ]
}

resource "azurerm_monitor_data_collection_endpoint" "this" {
  name                = var.data_collection_endpoint_name
  location            = var.location
  resource_group_name = var.resource_group_name
  kind                = "Linux"
  tags                = var.tags
}

resource "azurerm_monitor_data_collection_rule" "this" {
  name                        = var.data_collection_rule_name
  location                    = var.location
  resource_group_name         = var.resource_group_name
  kind                        = "Linux"
  description                 = "Prometheus metrics of ${var.cluster_name}."
  data_collection_endpoint_id = azurerm_monitor_data_collection_endpoint.this.id
  tags                        = var.tags

  data_sources {
    prometheus_forwarder {
      name    = "prometheus"
      streams = ["Microsoft-PrometheusMetrics"]
    }
  }

  destinations {
    monitor_account {
      name               = "monitor-workspace"
      monitor_account_id = var.monitor_workspace_id
    }
  }

  data_flow {
    streams      = ["Microsoft-PrometheusMetrics"]
    destinations = ["monitor-workspace"]
  }
}

resource "azurerm_monitor_data_collection_rule_association" "cluster" {
  name                    = "MSProm-${var.cluster_name}"
  target_resource_id      = var.cluster_id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.this.id
}

resource "azurerm_monitor_alert_prometheus_rule_group" "this" {
  name                = var.alert_rule_group_name
  location            = var.location
  resource_group_name = var.resource_group_name
  description         = "Alerts on the nodes and workloads of ${var.cluster_name}."
  rule_group_enabled  = true
  interval            = "PT1M"
  tags                = var.tags

  # The workspace holds the metrics of every cluster that reports to it; the rules are about this one.
  scopes       = [var.monitor_workspace_id, var.cluster_id]
  cluster_name = var.cluster_name

  dynamic "rule" {
    for_each = local.alerts

    content {
      alert      = rule.value.name
      enabled    = true
      expression = rule.value.expression
      for        = rule.value.duration
      severity   = rule.value.severity

      annotations = {
        description = rule.value.description
      }

      action {
        action_group_id = var.action_group_id
      }

      alert_resolution {
        auto_resolved   = true
        time_to_resolve = "PT10M"
      }
    }
  }
}
