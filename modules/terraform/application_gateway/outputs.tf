output "id" {
  description = "Id of the gateway."
  value       = azurerm_application_gateway.this.id
}

output "frontend_address" {
  description = "Address that clients use: the private one, or the public one."
  value       = local.public ? azurerm_public_ip.this[0].ip_address : var.private_ip_address
}
