output "ids" {
  description = "Ids of what the module creates, by kind: data_collection_endpoint, data_collection_rule, data_collection_rule_association; alert_rule_groups and recording_rule_groups are maps."
  value = {
    data_collection_endpoint         = azurerm_monitor_data_collection_endpoint.this.id
    data_collection_rule             = azurerm_monitor_data_collection_rule.this.id
    data_collection_rule_association = azurerm_monitor_data_collection_rule_association.cluster.id
    alert_rule_groups                = { for level, group in azurerm_monitor_alert_prometheus_rule_group.alerts : level => group.id }
    recording_rule_groups            = { for level, group in azurerm_monitor_alert_prometheus_rule_group.recording : level => group.id }
  }
}
