output "id" {
  description = "Resource id of the fleet."
  value       = azurerm_kubernetes_fleet_manager.this.id
}

output "strategy_id" {
  description = "Resource id of the update strategy, which update runs follow."
  value       = azurerm_kubernetes_fleet_update_strategy.this.id
}
