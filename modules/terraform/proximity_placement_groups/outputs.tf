output "ids" {
  description = "Ids of the placement groups, by node pool."
  value       = { for pool, group in azurerm_proximity_placement_group.this : pool => group.id }
}
