resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = var.name
  target_resource_id         = "/subscriptions/${var.subscription_id}"
  log_analytics_workspace_id = var.log_analytics_workspace_id

  # The activity log has no category groups and no metrics.
  dynamic "enabled_log" {
    for_each = var.categories

    content {
      category = enabled_log.value
    }
  }
}
