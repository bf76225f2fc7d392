output "id" {
  description = "Id of the registry, the scope of AcrPull and AcrPush assignments."
  value       = azurerm_container_registry.this.id
}

output "name" {
  description = "Name of the registry."
  value       = azurerm_container_registry.this.name
}

output "login_server" {
  description = "Host name that images are pushed to and pulled from."
  value       = azurerm_container_registry.this.login_server
}
