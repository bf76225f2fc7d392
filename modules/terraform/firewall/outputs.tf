output "id" {
  description = "Resource id of the firewall."
  value       = azurerm_firewall.this.id
}

output "policy_id" {
  description = "Resource id of the firewall policy."
  value       = azurerm_firewall_policy.this.id
}

output "private_ip_address" {
  description = "Private IP address of the firewall: the next hop of the spokes' default route, and their DNS server."
  value       = local.in_hub ? azurerm_firewall.this.virtual_hub[0].private_ip_address : azurerm_firewall.this.ip_configuration[0].private_ip_address
}
