resource "azurerm_subscription" "this" {
  subscription_name = var.subscription_name
  alias             = var.alias
  billing_scope_id  = var.billing_scope_id
  workload          = var.workload
  tags              = var.tags
}
