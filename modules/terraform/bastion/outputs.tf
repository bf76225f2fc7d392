output "id" {
  description = "Resource id of the bastion host."
  value       = azurerm_bastion_host.this.id
}
