output "object_ids" {
  description = "Object ids of the groups, by the key of the input."
  value       = { for key, group in azuread_group.this : key => group.object_id }
}
