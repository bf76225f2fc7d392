output "id" {
  description = "Resource id of the firewall."
  value       = azurerm_firewall.this.id
}

output "private_ip_address" {
  description = "Private IP address of the firewall: the next hop of the spokes' default route."
  value       = azurerm_firewall.this.ip_configuration[0].private_ip_address
}
