# format() is never null, which Terraform then knows before the plan exists: a virtual network of the same root
# decides by it whether it has a plan at all.
output "id" {
  description = "Resource id of the plan."
  value       = format("%s", azurerm_network_ddos_protection_plan.this.id)
}
