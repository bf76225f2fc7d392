output "id" {
  description = "Resource id of the virtual WAN."
  value       = azurerm_virtual_wan.this.id
}
