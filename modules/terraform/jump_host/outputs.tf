output "id" {
  description = "Resource id of the machine."
  value       = azurerm_linux_virtual_machine.this.id
}

output "private_ip_address" {
  description = "Private address of the machine."
  value       = azurerm_network_interface.this.private_ip_address
}
