output "private_ip_address" {
  description = "Private address of the firewall: the next hop of the spokes' routes."
  value       = one(data.azurerm_firewall.this.virtual_hub).private_ip_address
}

output "public_ip_ranges" {
  description = "Public addresses from which the spokes' traffic leaves, as ranges of one."
  value       = [for address in one(data.azurerm_firewall.this.virtual_hub).public_ip_addresses : "${address}/32"]
}
