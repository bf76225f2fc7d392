output "id" {
  description = "Resource id of the NAT gateway."
  value       = azurerm_nat_gateway.this.id
}

output "public_ip_address" {
  description = "Public IP address from which the subnets' traffic leaves, for the allow lists of others."
  value       = azurerm_public_ip.this.ip_address
}

output "public_ip_ranges" {
  description = "The public IP address as a range of one, in a list, for allow lists that take ranges."
  value       = ["${azurerm_public_ip.this.ip_address}/32"]
}
