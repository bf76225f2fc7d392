resource "azurerm_monitor_metric_alert" "this" {
  for_each = var.alerts

  name                     = each.value.name
  resource_group_name      = var.resource_group_name
  description              = each.value.description
  scopes                   = each.value.scopes
  target_resource_type     = each.value.target_resource_type
  target_resource_location = each.value.target_resource_location
  frequency                = each.value.frequency
  window_size              = each.value.window
  severity                 = each.value.severity
  tags                     = var.tags

  criteria {
    metric_namespace = each.value.namespace
    metric_name      = each.value.metric
    aggregation      = each.value.aggregation
    operator         = each.value.operator
    threshold        = each.value.threshold

    dynamic "dimension" {
      for_each = each.value.dimensions

      content {
        name     = dimension.value.name
        operator = dimension.value.operator
        values   = dimension.value.values
      }
    }
  }

  action {
    action_group_id = var.action_group_id
  }
}
