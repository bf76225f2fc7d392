output "id" {
  description = "Resource id of the gateway."
  value       = azurerm_virtual_network_gateway.this.id
}

output "public_ip_addresses" {
  description = "Public IP addresses of the gateway, by name: what the other sites connect to."
  value       = { for name, public_ip in azurerm_public_ip.this : name => public_ip.ip_address }
}

output "connection_ids" {
  description = "Resource ids of the connections, by the key of the input."
  value       = { for key, connection in azurerm_virtual_network_gateway_connection.this : key => connection.id }
}
