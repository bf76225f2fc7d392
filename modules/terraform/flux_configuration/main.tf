resource "azurerm_kubernetes_flux_configuration" "this" {
  name       = var.name
  cluster_id = var.cluster_id
  namespace  = "flux-system"
  scope      = "cluster"

  git_repository {
    url                      = var.git_repository.url
    reference_type           = var.git_repository.reference_type
    reference_value          = var.git_repository.reference_value
    provider                 = var.git_repository.provider
    sync_interval_in_seconds = var.git_repository.interval_seconds
  }

  dynamic "kustomizations" {
    for_each = var.kustomizations

    content {
      name                       = kustomizations.key
      path                       = kustomizations.value.path
      depends_on                 = kustomizations.value.depends_on
      garbage_collection_enabled = kustomizations.value.prune
      sync_interval_in_seconds   = var.git_repository.interval_seconds
      retry_interval_in_seconds  = 60
      wait                       = true

      dynamic "post_build" {
        for_each = length(var.substitutions) == 0 ? [] : ["substitutions"]

        content {
          substitute = var.substitutions
        }
      }
    }
  }
}
