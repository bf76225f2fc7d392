output "ranges" {
  description = "The addresses as ranges of one, in the order of the names."
  value       = [for name in var.names : "${data.azurerm_public_ip.this[name].ip_address}/32"]
}
