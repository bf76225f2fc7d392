output "ids" {
  description = "Resource ids of the links, by name of the zone."
  value       = { for name, link in azurerm_private_dns_zone_virtual_network_link.this : name => link.id }
}
