resource "azurerm_virtual_wan" "this" {
  name                           = var.name
  location                       = var.location
  resource_group_name            = var.resource_group_name
  type                           = "Standard"
  allow_branch_to_branch_traffic = var.branch_to_branch
  disable_vpn_encryption         = false
  tags                           = var.tags
}
