output "ids" {
  description = "Resource ids of the identities, by the key of the input."
  value       = { for key, identity in azurerm_user_assigned_identity.this : key => identity.id }
}

output "principal_ids" {
  description = "Object ids of the identities' service principals, which role assignments name."
  value       = { for key, identity in azurerm_user_assigned_identity.this : key => identity.principal_id }
}

output "client_ids" {
  description = "Client ids of the identities, with which a workload or a pipeline signs in."
  value       = { for key, identity in azurerm_user_assigned_identity.this : key => identity.client_id }
}
