output "id" {
  description = "Resource id of the virtual hub."
  value       = azurerm_virtual_hub.this.id
}

output "default_route_table_id" {
  description = "Resource id of the default route table of the hub."
  value       = azurerm_virtual_hub.this.default_route_table_id
}
