output "id" {
  description = "Resource id of the resource group."
  value       = azurerm_resource_group.this.id
}

output "name" {
  description = "Name of the resource group, known once it exists."
  value       = azurerm_resource_group.this.name
}
