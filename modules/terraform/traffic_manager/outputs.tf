output "id" {
  description = "Resource id of the profile."
  value       = azurerm_traffic_manager_profile.this.id
}

output "host_name" {
  description = "Host name that the customer's names are CNAME records of."
  value       = azurerm_traffic_manager_profile.this.fqdn
}
