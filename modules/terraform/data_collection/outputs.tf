output "ids" {
  description = "Ids of what the module creates, by kind: data_collection_rule, and data_collection_endpoint, which is null where none was asked for."
  value = {
    data_collection_rule     = azurerm_monitor_data_collection_rule.this.id
    data_collection_endpoint = one(values(azurerm_monitor_data_collection_endpoint.this)[*].id)
  }
}
