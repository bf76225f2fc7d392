resource "azurerm_kubernetes_cluster_extension" "this" {
  name              = var.name
  cluster_id        = var.cluster_id
  extension_type    = var.extension_type
  release_train     = var.pinned_version == null ? var.release_train : null
  version           = var.pinned_version
  release_namespace = var.namespace

  configuration_settings = var.settings
}
