output "ids" {
  description = "Resource ids of the exemptions, by name."
  value = merge(
    { for name, exemption in azurerm_management_group_policy_exemption.this : name => exemption.id },
    { for name, exemption in azurerm_subscription_policy_exemption.this : name => exemption.id },
    { for name, exemption in azurerm_resource_group_policy_exemption.this : name => exemption.id },
  )
}
