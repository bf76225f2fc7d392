output "id" {
  description = "Resource id, the scope of the role Monitoring Metrics Publisher that applications need."
  value       = azurerm_application_insights.this.id
}

output "app_id" {
  description = "Id under which queries name it."
  value       = azurerm_application_insights.this.app_id
}
