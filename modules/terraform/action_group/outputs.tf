output "id" {
  description = "Resource id of the action group."
  value       = azurerm_monitor_action_group.this.id
}
