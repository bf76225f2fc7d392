output "subscription_id" {
  description = "Id of the subscription, a UUID. It is known after the apply only."
  value       = azurerm_subscription.this.subscription_id
}
