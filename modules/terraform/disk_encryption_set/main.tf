resource "azurerm_disk_encryption_set" "this" {
  name                      = var.name
  location                  = var.location
  resource_group_name       = var.resource_group_name
  key_vault_key_id          = var.key_vault_key_id
  auto_key_rotation_enabled = var.auto_key_rotation_enabled
  encryption_type           = "EncryptionAtRestWithCustomerKey"
  tags                      = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity_id]
  }
}
