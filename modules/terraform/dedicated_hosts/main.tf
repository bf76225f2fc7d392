locals {
  # A zonal group has one fault domain of its own in each host; more are for groups without a zone.
  fault_domains = { for pool, group in var.groups : pool => group.zone == null ? 2 : 1 }

  hosts = merge([
    for pool, group in var.groups : {
      for index in range(group.host_count) : "${pool}-${index + 1}" => {
        pool         = pool
        name         = "${group.host_name}-${index + 1}"
        sku          = group.host_sku
        fault_domain = index % local.fault_domains[pool]
      }
    }
  ]...)
}

resource "azurerm_dedicated_host_group" "this" {
  for_each = var.groups

  name                        = each.value.name
  location                    = var.location
  resource_group_name         = var.resource_group_name
  platform_fault_domain_count = local.fault_domains[each.key]
  automatic_placement_enabled = true
  zone                        = each.value.zone
  tags                        = var.tags
}

resource "azurerm_dedicated_host" "this" {
  for_each = local.hosts

  name                    = each.value.name
  location                = var.location
  dedicated_host_group_id = azurerm_dedicated_host_group.this[each.value.pool].id
  sku_name                = each.value.sku
  platform_fault_domain   = each.value.fault_domain
  tags                    = var.tags
}

# AKS documentation, "Use Azure Dedicated Hosts in AKS": the identity needs Contributor on the host group.
resource "azurerm_role_assignment" "control_plane" {
  for_each = var.groups

  scope                            = azurerm_dedicated_host_group.this[each.key].id
  role_definition_name             = "Contributor"
  principal_id                     = var.principal_id
  principal_type                   = "ServicePrincipal"
  skip_service_principal_aad_check = true
}
