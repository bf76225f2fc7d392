resource "azurerm_storage_account" "this" {
  name                              = var.name
  location                          = var.location
  resource_group_name               = var.resource_group_name
  account_kind                      = "StorageV2"
  account_tier                      = "Standard"
  account_replication_type          = var.replication_type
  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  infrastructure_encryption_enabled = true
  allow_nested_items_to_be_public   = false
  cross_tenant_replication_enabled  = false
  public_network_access_enabled     = var.allow_public_network || length(var.allowed_ip_addresses) > 0
  tags                              = var.tags

  # Access with Entra only.
  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  local_user_enabled              = false

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = 30
    }

    container_delete_retention_policy {
      days = 30
    }
  }

  # Rules that allow everything are read back as none, so that they would be planned for ever.
  dynamic "network_rules" {
    for_each = var.allow_public_network && length(var.allowed_ip_addresses) == 0 ? [] : [var.allowed_ip_addresses]

    content {
      default_action = "Deny"
      bypass         = ["AzureServices"]
      ip_rules       = network_rules.value
    }
  }
}

resource "azurerm_storage_container" "this" {
  for_each = var.containers

  name                  = each.key
  storage_account_id    = azurerm_storage_account.this.id
  container_access_type = "private"
}

resource "azurerm_monitor_diagnostic_setting" "blob" {
  count = var.log_analytics_workspace_id == null ? 0 : 1

  name                       = "diag-to-log-analytics"
  target_resource_id         = "${azurerm_storage_account.this.id}/blobServices/default"
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "audit"
  }

  enabled_metric {
    category = "Transaction"
  }
}

# The lock also covers what is inside the account, so that it comes last and goes first.
resource "azurerm_management_lock" "this" {
  name       = var.lock_name
  scope      = azurerm_storage_account.this.id
  lock_level = "CanNotDelete"
  notes      = "Keeps the Terraform state of the landing zone."

  depends_on = [
    azurerm_storage_container.this,
    azurerm_monitor_diagnostic_setting.blob,
  ]
}
