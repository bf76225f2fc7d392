output "topic_id" {
  description = "Resource id of the system topic."
  value       = azurerm_eventgrid_system_topic.this.id
}

output "principal_id" {
  description = "Object id of the topic's identity."
  value       = azurerm_eventgrid_system_topic.this.identity[0].principal_id
}
