output "ids" {
  description = "Resource ids of the zones, by name."
  value       = { for name, zone in azurerm_private_dns_zone.this : name => zone.id }
}
