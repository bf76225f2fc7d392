resource "azurerm_data_protection_backup_vault" "this" {
  name                       = var.name
  location                   = var.location
  resource_group_name        = var.resource_group_name
  datastore_type             = "VaultStore"
  redundancy                 = var.redundancy
  soft_delete                = var.soft_delete
  retention_duration_in_days = var.retention_days
  immutability               = var.immutability
  tags                       = var.tags

  # The provider refuses even false where the vault isn't geo-redundant.
  cross_region_restore_enabled = var.redundancy == "GeoRedundant" ? var.cross_region_restore : null

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_monitor_diagnostic_setting" "vault" {
  count = var.diagnostic_settings ? 1 : 0

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_data_protection_backup_vault.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  # Backup vaults have no category groups, and call their metrics Health.
  dynamic "enabled_log" {
    for_each = toset(["AddonAzureBackupJobs", "AddonAzureBackupPolicy", "AddonAzureBackupProtectedInstance", "CoreAzureBackup"])

    content {
      category = enabled_log.value
    }
  }

  enabled_metric {
    category = "Health"
  }
}
