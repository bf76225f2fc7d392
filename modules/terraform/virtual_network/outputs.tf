# Azure changes one thing of a network at a time: what is joined to it waits for its subnets.
output "id" {
  description = "Resource id of the virtual network, when it has its subnets."
  value       = azurerm_virtual_network.this.id
  depends_on  = [azurerm_subnet.this]
}

output "name" {
  description = "Name of the virtual network, when it has its subnets."
  value       = azurerm_virtual_network.this.name
  depends_on  = [azurerm_subnet.this]
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
  depends_on  = [azurerm_subnet.this]
}

output "route_table_id" {
  description = "Resource id of the route table, or null if there is none."
  value       = one(azurerm_route_table.this[*].id)
  depends_on  = [azurerm_subnet.this]
}
