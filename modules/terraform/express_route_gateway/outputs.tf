output "id" {
  description = "Resource id of the gateway."
  value       = azurerm_virtual_network_gateway.this.id
}

output "connection_ids" {
  description = "Resource ids of the connections, by the key of the input."
  value       = { for key, connection in azurerm_virtual_network_gateway_connection.this : key => connection.id }
}
