resource "azurerm_key_vault_key" "this" {
  for_each = var.keys

  name         = each.value.name
  key_vault_id = var.key_vault_id
  key_type     = each.value.type
  key_size     = each.value.size
  key_opts     = ["decrypt", "encrypt", "unwrapKey", "wrapKey"]
  tags         = var.tags

  dynamic "rotation_policy" {
    for_each = each.value.rotation_days == null ? [] : [each.value.rotation_days]

    content {
      automatic {
        time_after_creation = "P${rotation_policy.value}D"
      }
    }
  }
}
