output "id" {
  description = "Resource id of the route server."
  value       = azurerm_route_server.this.id
}

output "ips" {
  description = "Addresses of the route server, which the appliances peer with."
  value       = azurerm_route_server.this.virtual_router_ips
}
