output "id" {
  description = "Id of the gateway, which a Gateway in the cluster names in the annotation alb.networking.azure.io/alb-id."
  value       = azurerm_application_load_balancer.this.id
}

output "frontend_host_name" {
  description = "Host name of the frontend, to which a CNAME record of the customer's points."
  value       = azurerm_application_load_balancer_frontend.this.fully_qualified_domain_name
}
