resource "azurerm_kubernetes_fleet_manager" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

resource "azurerm_kubernetes_fleet_member" "this" {
  for_each = var.members

  name                  = each.key
  kubernetes_fleet_id   = azurerm_kubernetes_fleet_manager.this.id
  kubernetes_cluster_id = each.value.cluster_id
  group                 = each.value.group
}

resource "azurerm_kubernetes_fleet_update_strategy" "this" {
  name                        = var.strategy.name
  kubernetes_fleet_manager_id = azurerm_kubernetes_fleet_manager.this.id

  dynamic "stage" {
    for_each = var.strategy.stages

    content {
      name                        = stage.value.name
      after_stage_wait_in_seconds = stage.value.wait_seconds

      dynamic "group" {
        for_each = stage.value.groups

        content {
          name = group.value
        }
      }
    }
  }

  # A strategy names groups, and a group is there as long as it has a member.
  depends_on = [azurerm_kubernetes_fleet_member.this]
}
