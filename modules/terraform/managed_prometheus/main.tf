locals {
  # The metrics below are part of what the add-on collects by default, so that no rule needs its settings changed.
  # Severity starts at 1: the provider does not send 0, and Azure would put its own default in its place.
  alerts = [
    {
      name        = "PodCrashLooping"
      level       = "pod"
      essential   = true
      description = "A container keeps crashing, and Kubernetes waits longer and longer before it starts the container again."
      severity    = 2
      duration    = "PT10M"
      expression  = "max by (cluster, namespace, pod, container) (max_over_time(kube_pod_container_status_waiting_reason{reason='CrashLoopBackOff'}[5m])) == 1"
    },
    {
      name        = "ContainerOutOfMemory"
      level       = "pod"
      essential   = true
      description = "A container was killed at its memory limit and restarted within the last ten minutes. Raise the limit or find the leak."
      severity    = 3
      duration    = "PT1M"
      expression  = "max by (cluster, namespace, pod, container) (kube_pod_container_status_last_terminated_reason{reason='OOMKilled'}) == 1 and sum by (cluster, namespace, pod, container) (increase(kube_pod_container_status_restarts_total[10m])) > 0"
    },
    {
      name        = "PodPending"
      level       = "pod"
      essential   = true
      description = "A pod has waited for a node for fifteen minutes. No node fits it, or its volume can't be attached."
      severity    = 2
      duration    = "PT15M"
      expression  = "max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~'Pending|Unknown'}) == 1"
    },
    {
      name        = "PersistentVolumeNearlyFull"
      level       = "pod"
      essential   = true
      description = "Less than a tenth of a persistent volume is free. Extend the volume claim before writes start to fail."
      severity    = 2
      duration    = "PT15M"
      expression  = "min by (cluster, namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes) < 0.1"
    },
    {
      name        = "PersistentVolumeInodesNearlyUsed"
      level       = "pod"
      essential   = false
      description = "Less than a tenth of a persistent volume's inodes is free: many small files fill it before its bytes do."
      severity    = 3
      duration    = "PT15M"
      expression  = "max by (cluster, namespace, persistentvolumeclaim) (kubelet_volume_stats_inodes_used / kubelet_volume_stats_inodes) > 0.9"
    },
    {
      name        = "ContainerWaiting"
      level       = "pod"
      essential   = false
      description = "A container has waited for half an hour, for its image, its configuration or its volume."
      severity    = 3
      duration    = "PT30M"
      expression  = "max by (cluster, namespace, pod, container) (kube_pod_container_status_waiting_reason{reason!='CrashLoopBackOff'}) == 1"
    },
    {
      name        = "PodNotReady"
      level       = "pod"
      essential   = false
      description = "A running pod has failed its readiness probe for a quarter of an hour and receives no requests."
      severity    = 3
      duration    = "PT15M"
      expression  = "max by (cluster, namespace, pod) (kube_pod_status_ready{condition='false'}) == 1 and on (cluster, namespace, pod) max by (cluster, namespace, pod) (kube_pod_status_phase{phase='Running'}) == 1"
    },
    {
      name        = "DeploymentReplicasMissing"
      level       = "pod"
      essential   = false
      description = "A deployment has had fewer available replicas than it asks for, for a quarter of an hour."
      severity    = 2
      duration    = "PT15M"
      expression  = "max by (cluster, namespace, deployment) (kube_deployment_spec_replicas) > max by (cluster, namespace, deployment) (kube_deployment_status_replicas_available)"
    },
    {
      name        = "StatefulSetReplicasMissing"
      level       = "pod"
      essential   = false
      description = "A stateful set has had fewer ready replicas than it asks for, for a quarter of an hour."
      severity    = 2
      duration    = "PT15M"
      expression  = "max by (cluster, namespace, statefulset) (kube_statefulset_status_replicas) > max by (cluster, namespace, statefulset) (kube_statefulset_status_replicas_ready)"
    },
    {
      name        = "JobFailed"
      level       = "pod"
      essential   = false
      description = "A job has failed and is not tried again."
      severity    = 3
      duration    = "PT15M"
      expression  = "max by (cluster, namespace, job_name) (kube_job_failed{condition='true'}) == 1"
    },
    {
      name        = "NodeNotReady"
      level       = "node"
      essential   = true
      description = "A node has not been ready for ten minutes. Its pods are being moved away, and the cluster is short of capacity."
      severity    = 1
      duration    = "PT10M"
      expression  = "max by (cluster, node) (kube_node_status_condition{condition='Ready', status='true'}) == 0"
    },
    {
      name        = "NodeUnreachable"
      level       = "node"
      essential   = false
      description = "The control plane can't reach a node; what runs on it is being started elsewhere."
      severity    = 1
      duration    = "PT10M"
      expression  = "max by (cluster, node) (kube_node_spec_taint{key='node.kubernetes.io/unreachable', effect='NoSchedule'}) == 1"
    },
    {
      name        = "NodeReadinessFlapping"
      level       = "node"
      essential   = false
      description = "A node has become ready and unready again and again within a quarter of an hour."
      severity    = 2
      duration    = "PT15M"
      expression  = "sum by (cluster, node) (changes(kube_node_status_condition{condition='Ready', status='true'}[15m])) > 2"
    },
    {
      name        = "NodePodsNearlyFull"
      level       = "node"
      essential   = false
      description = "A node runs more than 95 % of the pods that it may; further pods need another node."
      severity    = 3
      duration    = "PT15M"
      expression  = "count by (cluster, node) ((kube_pod_status_phase{phase='Running'} == 1) * on (cluster, namespace, pod) group_left (node) max by (cluster, namespace, pod, node) (kube_pod_info{node!=''})) / on (cluster, node) max by (cluster, node) (kube_node_status_capacity{resource='pods'}) > 0.95"
    },
    {
      # An autoscaler whose bounds are equal is always at its maximum, by choice.
      name        = "HorizontalPodAutoscalerAtMaximum"
      level       = "cluster"
      essential   = true
      description = "An autoscaler has run at its maximum for fifteen minutes and can't follow a further rise in load."
      severity    = 3
      duration    = "PT15M"
      expression  = "kube_horizontalpodautoscaler_status_current_replicas >= kube_horizontalpodautoscaler_spec_max_replicas and kube_horizontalpodautoscaler_spec_max_replicas > kube_horizontalpodautoscaler_spec_min_replicas"
    },
    {
      name        = "NamespaceQuotaNearlyUsed"
      level       = "cluster"
      essential   = true
      description = "A namespace uses more than nine tenths of a quota; what it asks for beyond is refused."
      severity    = 3
      duration    = "PT15M"
      expression  = "max by (cluster, namespace, resource, resourcequota) (kube_resourcequota{type='used'}) / on (cluster, namespace, resource, resourcequota) (max by (cluster, namespace, resource, resourcequota) (kube_resourcequota{type='hard'}) > 0) > 0.9"
    },
    {
      name        = "PersistentVolumeFailed"
      level       = "cluster"
      essential   = false
      description = "A persistent volume has failed, or has waited to be made for a quarter of an hour."
      severity    = 2
      duration    = "PT15M"
      expression  = "max by (cluster, persistentvolume) (kube_persistentvolume_status_phase{phase=~'Failed|Pending'}) == 1"
    },
  ]

  chosen_alerts = [for alert in local.alerts : alert if alert.essential || var.alerts == "complete"]

  # The series that Azure's dashboards read, each under its customary name.
  recording_rules = {
    node = [
      {
        record     = "instance:node_num_cpu:sum"
        labels     = null
        expression = "count without (cpu, mode) (node_cpu_seconds_total{job='node', mode='idle'})"
      },
      {
        record     = "instance:node_cpu_utilisation:rate5m"
        labels     = null
        expression = "1 - avg without (cpu) (sum without (mode) (rate(node_cpu_seconds_total{job='node', mode=~'idle|iowait|steal'}[5m])))"
      },
      {
        record     = "instance:node_load1_per_cpu:ratio"
        labels     = null
        expression = "node_load1{job='node'} / instance:node_num_cpu:sum{job='node'}"
      },
      {
        record     = "instance:node_memory_utilisation:ratio"
        labels     = null
        expression = "1 - node_memory_MemAvailable_bytes{job='node'} / node_memory_MemTotal_bytes{job='node'}"
      },
      {
        record     = "instance:node_vmstat_pgmajfault:rate5m"
        labels     = null
        expression = "rate(node_vmstat_pgmajfault{job='node'}[5m])"
      },
      {
        record     = "instance_device:node_disk_io_time_seconds:rate5m"
        labels     = null
        expression = "rate(node_disk_io_time_seconds_total{job='node', device!=''}[5m])"
      },
      {
        record     = "instance_device:node_disk_io_time_weighted_seconds:rate5m"
        labels     = null
        expression = "rate(node_disk_io_time_weighted_seconds_total{job='node', device!=''}[5m])"
      },
      {
        record     = "instance:node_network_receive_bytes_excluding_lo:rate5m"
        labels     = null
        expression = "sum without (device) (rate(node_network_receive_bytes_total{job='node', device!='lo'}[5m]))"
      },
      {
        record     = "instance:node_network_transmit_bytes_excluding_lo:rate5m"
        labels     = null
        expression = "sum without (device) (rate(node_network_transmit_bytes_total{job='node', device!='lo'}[5m]))"
      },
      {
        record     = "instance:node_network_receive_drop_excluding_lo:rate5m"
        labels     = null
        expression = "sum without (device) (rate(node_network_receive_drop_total{job='node', device!='lo'}[5m]))"
      },
      {
        record     = "instance:node_network_transmit_drop_excluding_lo:rate5m"
        labels     = null
        expression = "sum without (device) (rate(node_network_transmit_drop_total{job='node', device!='lo'}[5m]))"
      },
    ]

    kubernetes = [
      {
        record     = "node_namespace_pod_container:container_cpu_usage_seconds_total:sum_irate"
        labels     = null
        expression = "sum by (cluster, namespace, pod, container) (irate(container_cpu_usage_seconds_total{job='cadvisor', image!=''}[5m])) * on (cluster, namespace, pod) group_left (node) max by (cluster, namespace, pod, node) (kube_pod_info{node!=''})"
      },
      {
        record     = "node_namespace_pod_container:container_memory_working_set_bytes"
        labels     = null
        expression = "container_memory_working_set_bytes{job='cadvisor', image!=''} * on (cluster, namespace, pod) group_left (node) max by (cluster, namespace, pod, node) (kube_pod_info{node!=''})"
      },
      {
        record     = "node_namespace_pod_container:container_memory_rss"
        labels     = null
        expression = "container_memory_rss{job='cadvisor', image!=''} * on (cluster, namespace, pod) group_left (node) max by (cluster, namespace, pod, node) (kube_pod_info{node!=''})"
      },
      {
        record     = "node_namespace_pod_container:container_memory_cache"
        labels     = null
        expression = "container_memory_cache{job='cadvisor', image!=''} * on (cluster, namespace, pod) group_left (node) max by (cluster, namespace, pod, node) (kube_pod_info{node!=''})"
      },
      {
        record     = "node_namespace_pod_container:container_memory_swap"
        labels     = null
        expression = "container_memory_swap{job='cadvisor', image!=''} * on (cluster, namespace, pod) group_left (node) max by (cluster, namespace, pod, node) (kube_pod_info{node!=''})"
      },
      {
        record     = "cluster:namespace:pod_memory:active:kube_pod_container_resource_requests"
        labels     = null
        expression = "kube_pod_container_resource_requests{job='kube-state-metrics', resource='memory'} * on (cluster, namespace, pod) group_left () max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~'Pending|Running'} == 1)"
      },
      {
        record     = "namespace_memory:kube_pod_container_resource_requests:sum"
        labels     = null
        expression = "sum by (cluster, namespace) (kube_pod_container_resource_requests{job='kube-state-metrics', resource='memory'} * on (cluster, namespace, pod) group_left () max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~'Pending|Running'} == 1))"
      },
      {
        record     = "cluster:namespace:pod_cpu:active:kube_pod_container_resource_requests"
        labels     = null
        expression = "kube_pod_container_resource_requests{job='kube-state-metrics', resource='cpu'} * on (cluster, namespace, pod) group_left () max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~'Pending|Running'} == 1)"
      },
      {
        record     = "namespace_cpu:kube_pod_container_resource_requests:sum"
        labels     = null
        expression = "sum by (cluster, namespace) (kube_pod_container_resource_requests{job='kube-state-metrics', resource='cpu'} * on (cluster, namespace, pod) group_left () max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~'Pending|Running'} == 1))"
      },
      {
        record     = "cluster:namespace:pod_memory:active:kube_pod_container_resource_limits"
        labels     = null
        expression = "kube_pod_container_resource_limits{job='kube-state-metrics', resource='memory'} * on (cluster, namespace, pod) group_left () max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~'Pending|Running'} == 1)"
      },
      {
        record     = "namespace_memory:kube_pod_container_resource_limits:sum"
        labels     = null
        expression = "sum by (cluster, namespace) (kube_pod_container_resource_limits{job='kube-state-metrics', resource='memory'} * on (cluster, namespace, pod) group_left () max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~'Pending|Running'} == 1))"
      },
      {
        record     = "cluster:namespace:pod_cpu:active:kube_pod_container_resource_limits"
        labels     = null
        expression = "kube_pod_container_resource_limits{job='kube-state-metrics', resource='cpu'} * on (cluster, namespace, pod) group_left () max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~'Pending|Running'} == 1)"
      },
      {
        record     = "namespace_cpu:kube_pod_container_resource_limits:sum"
        labels     = null
        expression = "sum by (cluster, namespace) (kube_pod_container_resource_limits{job='kube-state-metrics', resource='cpu'} * on (cluster, namespace, pod) group_left () max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~'Pending|Running'} == 1))"
      },
      {
        record     = "cluster:node_cpu:ratio_rate5m"
        labels     = null
        expression = "sum by (cluster) (rate(node_cpu_seconds_total{job='node', mode!='idle', mode!='iowait', mode!='steal'}[5m])) / count by (cluster) (sum by (cluster, instance, cpu) (node_cpu_seconds_total{job='node'}))"
      },
      {
        record     = ":node_memory_MemAvailable_bytes:sum"
        labels     = null
        expression = "sum by (cluster) (node_memory_MemAvailable_bytes{job='node'})"
      },
      {
        record     = "namespace_workload_pod:kube_pod_owner:relabel"
        labels     = { workload_type = "deployment" }
        expression = "max by (cluster, namespace, workload, pod) (label_replace(label_replace(kube_pod_owner{job='kube-state-metrics', owner_kind='ReplicaSet'}, 'replicaset', '$1', 'owner_name', '(.*)') * on (cluster, namespace, replicaset) group_left (owner_name) topk by (cluster, namespace, replicaset) (1, max by (cluster, namespace, replicaset, owner_name) (kube_replicaset_owner{job='kube-state-metrics', owner_kind='Deployment'})), 'workload', '$1', 'owner_name', '(.*)'))"
      },
      {
        record     = "namespace_workload_pod:kube_pod_owner:relabel"
        labels     = { workload_type = "daemonset" }
        expression = "max by (cluster, namespace, workload, pod) (label_replace(kube_pod_owner{job='kube-state-metrics', owner_kind='DaemonSet'}, 'workload', '$1', 'owner_name', '(.*)'))"
      },
      {
        record     = "namespace_workload_pod:kube_pod_owner:relabel"
        labels     = { workload_type = "statefulset" }
        expression = "max by (cluster, namespace, workload, pod) (label_replace(kube_pod_owner{job='kube-state-metrics', owner_kind='StatefulSet'}, 'workload', '$1', 'owner_name', '(.*)'))"
      },
      {
        record     = "namespace_workload_pod:kube_pod_owner:relabel"
        labels     = { workload_type = "job" }
        expression = "max by (cluster, namespace, workload, pod) (label_replace(kube_pod_owner{job='kube-state-metrics', owner_kind='Job'}, 'workload', '$1', 'owner_name', '(.*)'))"
      },
    ]
  }
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

resource "azurerm_monitor_alert_prometheus_rule_group" "alerts" {
  for_each = var.alert_rule_group_names

  name                = each.value
  location            = var.location
  resource_group_name = var.resource_group_name
  description         = "Alerts on ${var.cluster_name}, at the level ${each.key}."
  rule_group_enabled  = true
  interval            = "PT1M"
  tags                = var.tags

  # The workspace holds the metrics of every cluster that reports to it; the rules are about this one.
  scopes       = [var.monitor_workspace_id, var.cluster_id]
  cluster_name = var.cluster_name

  dynamic "rule" {
    for_each = [for alert in local.chosen_alerts : alert if alert.level == each.key]

    content {
      alert      = rule.value.name
      enabled    = true
      expression = rule.value.expression
      for        = rule.value.duration
      severity   = rule.value.severity

      annotations = {
        description = rule.value.description
        runbook_url = "${var.runbook_url_prefix}${lower(rule.value.name)}"
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

resource "azurerm_monitor_alert_prometheus_rule_group" "recording" {
  for_each = var.recording_rule_group_names == null ? {} : var.recording_rule_group_names

  name                = each.value
  location            = var.location
  resource_group_name = var.resource_group_name
  description         = "What dashboards show of ${var.cluster_name}, recorded at the level ${each.key}."
  rule_group_enabled  = true
  interval            = "PT1M"
  tags                = var.tags
  scopes              = [var.monitor_workspace_id, var.cluster_id]
  cluster_name        = var.cluster_name

  dynamic "rule" {
    for_each = local.recording_rules[each.key]

    content {
      record     = rule.value.record
      enabled    = true
      expression = rule.value.expression
      labels     = rule.value.labels
    }
  }
}
