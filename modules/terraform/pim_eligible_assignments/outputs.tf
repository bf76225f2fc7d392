output "ids" {
  description = "Ids of the eligible assignments, by the key of the input: scope, role and principal."
  value       = { for key, assignment in azurerm_pim_eligible_role_assignment.this : key => assignment.id }
}
