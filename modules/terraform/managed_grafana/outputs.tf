output "id" {
  description = "Resource id of the Grafana, the scope of its roles."
  value       = azurerm_dashboard_grafana.this.id
}

output "principal_id" {
  description = "Object id of Grafana's identity, which needs a role on the metrics."
  value       = azurerm_dashboard_grafana.this.identity[0].principal_id
}

output "endpoint" {
  description = "Address of the Grafana."
  value       = azurerm_dashboard_grafana.this.endpoint
}
