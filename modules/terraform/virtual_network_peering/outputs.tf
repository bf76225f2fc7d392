output "spoke_to_hub_id" {
  description = "Resource id of the spoke's half of the peering."
  value       = azurerm_virtual_network_peering.spoke_to_hub.id
}

output "hub_to_spoke_id" {
  description = "Resource id of the hub's half of the peering."
  value       = azurerm_virtual_network_peering.hub_to_spoke.id
}
