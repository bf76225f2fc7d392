output "id" {
  description = "Resource id of the circuit, when it has its private peering."
  value       = azurerm_express_route_circuit.this.id
  depends_on  = [azurerm_express_route_circuit_peering.private]
}

output "private_peering_id" {
  description = "Resource id of the private peering, which a gateway in a virtual hub connects to, or null if there is none."
  value       = one(azurerm_express_route_circuit_peering.private[*].id)
}

output "authorization_ids" {
  description = "Resource ids of the authorizations, by name."
  value       = { for name, authorization in azurerm_express_route_circuit_authorization.this : name => authorization.id }
}
