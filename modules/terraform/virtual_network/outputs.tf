output "id" {
  description = "Resource id of the virtual network."
  value       = azurerm_virtual_network.this.id
}

output "name" {
  description = "Name of the virtual network."
  value       = azurerm_virtual_network.this.name
}

output "subnet_ids" {
  description = "Resource ids of the subnets, by the key of the input."
  value       = { for key, subnet in azurerm_subnet.this : key => subnet.id }
}

output "subnet_address_prefixes" {
  description = "Address prefixes of the subnets, by the key of the input."
  value       = { for key, subnet in azurerm_subnet.this : key => subnet.address_prefixes[0] }
}

output "network_security_group_ids" {
  description = "Resource ids of the network security groups, by the key of their subnet."
  value       = { for key, group in azurerm_network_security_group.this : key => group.id }
}

output "route_table_id" {
  description = "Resource id of the route table, or null if there is none."
  value       = one(azurerm_route_table.this[*].id)
}
