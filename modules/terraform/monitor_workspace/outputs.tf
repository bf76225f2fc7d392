output "id" {
  description = "Resource id of the Azure Monitor workspace."
  value       = azurerm_monitor_workspace.this.id
}
