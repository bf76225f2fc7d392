output "id" {
  description = "Resource id of the resolver."
  value       = azurerm_private_dns_resolver.this.id
}

output "inbound_ip_address" {
  description = "Address of the inbound endpoint: what on-premises DNS servers forward to, and the DNS server of the firewall."
  value       = azurerm_private_dns_resolver_inbound_endpoint.this.ip_configurations[0].private_ip_address
}
