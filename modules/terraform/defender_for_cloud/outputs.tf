output "ids" {
  description = "Resource ids: contact, and the plans by their name."
  value = merge(
    { contact = azurerm_security_center_contact.this.id },
    { for name, plan in azurerm_security_center_subscription_pricing.this : name => plan.id },
  )
}
