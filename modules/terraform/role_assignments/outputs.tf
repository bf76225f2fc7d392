output "ids" {
  description = "Resource ids of the role assignments, by the key of the input."
  value       = { for key, assignment in azurerm_role_assignment.this : key => assignment.id }
}
