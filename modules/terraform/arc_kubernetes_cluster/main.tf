# Azure learns version, distribution and nodes from the agent, once it is connected.
resource "azurerm_arc_kubernetes_cluster" "this" {
  name                         = var.name
  location                     = var.location
  resource_group_name          = var.resource_group_name
  agent_public_key_certificate = var.agent_public_key_certificate
  tags                         = var.tags

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_arc_kubernetes_cluster_extension" "this" {
  for_each = var.extensions

  name              = each.key
  cluster_id        = azurerm_arc_kubernetes_cluster.this.id
  extension_type    = each.value.extension_type
  release_train     = each.value.pinned_version == null ? each.value.release_train : null
  version           = each.value.pinned_version
  release_namespace = each.value.namespace

  configuration_settings = each.value.settings

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_arc_kubernetes_flux_configuration" "this" {
  for_each = var.flux_configuration == null ? {} : { (var.flux_configuration.name) = var.flux_configuration }

  name       = each.key
  cluster_id = azurerm_arc_kubernetes_cluster.this.id
  namespace  = "flux-system"
  scope      = "cluster"

  git_repository {
    url                      = each.value.git_repository.url
    reference_type           = each.value.git_repository.reference_type
    reference_value          = each.value.git_repository.reference_value
    sync_interval_in_seconds = each.value.git_repository.interval_seconds
  }

  dynamic "kustomizations" {
    for_each = each.value.kustomizations

    content {
      name                       = kustomizations.key
      path                       = kustomizations.value.path
      depends_on                 = kustomizations.value.depends_on
      garbage_collection_enabled = kustomizations.value.prune
      sync_interval_in_seconds   = each.value.git_repository.interval_seconds
      retry_interval_in_seconds  = 60
    }
  }

  # The extension microsoft.flux is what applies it.
  depends_on = [azurerm_arc_kubernetes_cluster_extension.this]
}
