output "ids" {
  description = "Ids of the host groups, by node pool; they are known once their hosts and the role are there."
  value       = { for pool, group in azurerm_dedicated_host_group.this : pool => group.id }

  depends_on = [azurerm_dedicated_host.this, azurerm_role_assignment.control_plane]
}
