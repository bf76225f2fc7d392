output "ids" {
  description = "Resource ids of the remediations, by name."
  value       = { for name, remediation in azurerm_management_group_policy_remediation.this : name => remediation.id }
}
