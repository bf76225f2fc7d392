resource "azurerm_virtual_hub_routing_intent" "this" {
  name           = var.name
  virtual_hub_id = var.virtual_hub_id

  dynamic "routing_policy" {
    for_each = concat(var.internet ? ["Internet"] : [], var.private ? ["PrivateTraffic"] : [])

    content {
      name         = "${routing_policy.value}Policy"
      destinations = [routing_policy.value]
      next_hop     = var.firewall_id
    }
  }
}
