output "id" {
  description = "Resource id of the profile."
  value       = azurerm_cdn_frontdoor_profile.this.id
}

output "host_name" {
  description = "Host name that the customer's names are CNAME records of."
  value       = azurerm_cdn_frontdoor_endpoint.this.host_name
}

output "validation_tokens" {
  description = "Value of the TXT record _dnsauth.<host name>, by host name."
  value       = { for name, domain in azurerm_cdn_frontdoor_custom_domain.this : name => domain.validation_token }
}
