locals {
  # What Azure Backup checks before it takes a cluster on. With shared keys off the extension writes as its identity.
  roles = {
    "extension-storage" = {
      scope     = azurerm_storage_account.this.id
      role      = "Storage Blob Data Contributor"
      principal = azurerm_kubernetes_cluster_extension.backup.aks_assigned_identity[0].principal_id
    }
    "vault-storage" = {
      scope     = azurerm_storage_account.this.id
      role      = "Storage Blob Data Contributor"
      principal = var.vault.principal_id
    }
    "vault-cluster" = {
      scope     = var.cluster.id
      role      = "Reader"
      principal = var.vault.principal_id
    }
    "vault-snapshots-read" = {
      scope     = var.snapshot_resource_group.id
      role      = "Reader"
      principal = var.vault.principal_id
    }
    "vault-snapshots-write" = {
      scope     = var.snapshot_resource_group.id
      role      = "Disk Snapshot Contributor"
      principal = var.vault.principal_id
    }
    "vault-snapshots-data" = {
      scope     = var.snapshot_resource_group.id
      role      = "Data Operator for Managed Disks"
      principal = var.vault.principal_id
    }
    "cluster-snapshots" = {
      scope     = var.snapshot_resource_group.id
      role      = "Contributor"
      principal = var.cluster.principal_id
    }
  }

  # The day only anchors the rhythm; every schedule counts from the same one.
  first_backup = "2026-01-01T${var.policy.start}:00+00:00"
}

# The extension reaches the account through the private endpoint. Public access as a whole stays on, since without it
# the exception for trusted services, Azure Backup among them, would not hold.
resource "azurerm_storage_account" "this" {
  name                              = var.storage_account.name
  location                          = var.location
  resource_group_name               = var.resource_group_name
  account_kind                      = "StorageV2"
  account_tier                      = "Standard"
  account_replication_type          = var.storage_account.replication_type
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
      days = 14
    }

    container_delete_retention_policy {
      days = 14
    }
  }

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }
}

resource "azurerm_storage_container" "this" {
  name                  = "cluster-backup"
  storage_account_id    = azurerm_storage_account.this.id
  container_access_type = "private"
}

resource "azurerm_private_endpoint" "blob" {
  name                          = var.private_endpoint.name
  location                      = var.location
  resource_group_name           = var.resource_group_name
  subnet_id                     = var.private_endpoint.subnet_id
  custom_network_interface_name = var.private_endpoint.network_interface_name
  tags                          = var.tags

  private_service_connection {
    name                           = var.private_endpoint.name
    private_connection_resource_id = azurerm_storage_account.this.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_endpoint.private_dns_zone_id]
  }
}

resource "azurerm_monitor_diagnostic_setting" "blob" {
  count = var.diagnostic_settings ? 1 : 0

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

# Without a version Azure upgrades the extension within its release train.
resource "azurerm_kubernetes_cluster_extension" "backup" {
  name              = "azure-aks-backup"
  cluster_id        = var.cluster.id
  extension_type    = "Microsoft.DataProtection.Kubernetes"
  release_train     = "stable"
  release_namespace = "dataprotection-microsoft"

  configuration_settings = {
    "configuration.backupStorageLocation.bucket"                   = azurerm_storage_container.this.name
    "configuration.backupStorageLocation.config.resourceGroup"     = var.resource_group_name
    "configuration.backupStorageLocation.config.storageAccount"    = azurerm_storage_account.this.name
    "configuration.backupStorageLocation.config.storageAccountURI" = azurerm_storage_account.this.primary_blob_endpoint
    "configuration.backupStorageLocation.config.subscriptionId"    = var.subscription_id
    "configuration.backupStorageLocation.config.useAAD"            = "true"
    "credentials.tenantId"                                         = var.tenant_id
  }

  lifecycle {
    postcondition {
      condition     = length(self.aks_assigned_identity) > 0
      error_message = "Azure gave the backup extension no identity, so that nothing can be granted to it. Read how the extension ${self.name} stands in the cluster, and apply again once it has been installed."
    }
  }

  depends_on = [azurerm_private_endpoint.blob]
}

resource "azurerm_kubernetes_cluster_trusted_access_role_binding" "vault" {
  name                  = "backup"
  kubernetes_cluster_id = var.cluster.id
  source_resource_id    = var.vault.id
  roles                 = ["Microsoft.DataProtection/backupVaults/backup-operator"]

  # AKS takes one change of a cluster at a time.
  depends_on = [azurerm_kubernetes_cluster_extension.backup]
}

resource "azurerm_role_assignment" "this" {
  for_each = local.roles

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = each.value.principal
  principal_type       = "ServicePrincipal"
}

resource "azurerm_data_protection_backup_policy_kubernetes_cluster" "this" {
  name                            = var.policy.name
  resource_group_name             = var.vault.resource_group_name
  vault_name                      = var.vault.name
  backup_repeating_time_intervals = ["R/${local.first_backup}/${var.policy.interval}"]
  time_zone                       = "UTC"

  default_retention_rule {
    life_cycle {
      data_store_type = "OperationalStore"
      duration        = "P${var.policy.retention_days}D"
    }
  }
}

# Azure Backup checks access when the instance is made, and again whenever it runs.
resource "azurerm_data_protection_backup_instance_kubernetes_cluster" "this" {
  name                         = var.instance.name
  location                     = var.location
  vault_id                     = var.vault.id
  kubernetes_cluster_id        = var.cluster.id
  snapshot_resource_group_name = var.snapshot_resource_group.name
  backup_policy_id             = azurerm_data_protection_backup_policy_kubernetes_cluster.this.id

  backup_datasource_parameters {
    included_namespaces              = var.instance.included_namespaces
    excluded_namespaces              = var.instance.excluded_namespaces
    label_selectors                  = var.instance.label_selectors
    cluster_scoped_resources_enabled = var.instance.cluster_scoped_resources
    volume_snapshot_enabled          = var.instance.volume_snapshots
  }

  depends_on = [
    azurerm_kubernetes_cluster_trusted_access_role_binding.vault,
    azurerm_role_assignment.this,
  ]
}
