# Network Watcher writes as a trusted service: with the network denied and shared keys off it falls back to Entra.
# Public access as a whole stays on, since without it the exception for trusted services would not hold.
resource "azurerm_storage_account" "this" {
  name                              = var.storage_account_name
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
  public_network_access_enabled     = true
  tags                              = var.tags

  # Access with Entra only.
  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  local_user_enabled              = false

  blob_properties {
    delete_retention_policy {
      days = 7
    }

    container_delete_retention_policy {
      days = 7
    }
  }

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }
}

resource "azurerm_network_watcher_flow_log" "this" {
  for_each = var.logs

  name                 = each.value.name
  location             = var.location
  resource_group_name  = var.network_watcher_resource_group_name
  network_watcher_name = var.network_watcher_name
  target_resource_id   = each.value.virtual_network_id
  storage_account_id   = azurerm_storage_account.this.id
  enabled              = true
  version              = 2
  tags                 = var.tags

  retention_policy {
    enabled = true
    days    = var.retention_days
  }

  dynamic "traffic_analytics" {
    for_each = var.workspace == null ? [] : [var.workspace]

    content {
      enabled               = true
      interval_in_minutes   = 10
      workspace_id          = traffic_analytics.value.customer_id
      workspace_region      = coalesce(traffic_analytics.value.location, var.location)
      workspace_resource_id = traffic_analytics.value.id
    }
  }
}
