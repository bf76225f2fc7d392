output "id" {
  description = "Id of the policy, which a gateway refers to."
  value       = azurerm_web_application_firewall_policy.this.id
}
