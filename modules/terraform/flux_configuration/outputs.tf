output "id" {
  description = "Resource id of the configuration."
  value       = azurerm_kubernetes_flux_configuration.this.id
}
