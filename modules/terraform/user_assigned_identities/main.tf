resource "azurerm_user_assigned_identity" "this" {
  for_each = var.identities

  name                = each.value.name
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

resource "azurerm_federated_identity_credential" "this" {
  for_each = merge([
    for identity_key, identity in var.identities : {
      for key, credential in identity.federated_credentials : "${identity_key}/${key}" => merge(credential, { identity_key = identity_key })
    }
  ]...)

  name                      = each.value.name
  user_assigned_identity_id = azurerm_user_assigned_identity.this[each.value.identity_key].id
  issuer                    = each.value.issuer
  subject                   = each.value.subject
  audience                  = each.value.audience
}
