resource "azurerm_monitor_activity_log_alert" "service_health" {
  name                = var.service_health_alert_name
  location            = "global"
  resource_group_name = var.resource_group_name
  scopes              = ["/subscriptions/${var.subscription_id}"]
  description         = "Azure reports an incident, maintenance or an advisory that concerns the subscription."
  tags                = var.tags

  criteria {
    category = "ServiceHealth"

    service_health {
      events = ["Incident", "Maintenance", "Informational", "ActionRequired", "Security"]
    }
  }

  action {
    action_group_id = var.action_group_id
  }
}

resource "azurerm_monitor_activity_log_alert" "resource_health" {
  name                = var.resource_health_alert_name
  location            = "global"
  resource_group_name = var.resource_group_name
  scopes              = ["/subscriptions/${var.subscription_id}"]
  description         = "A resource became degraded or unavailable."
  tags                = var.tags

  criteria {
    category = "ResourceHealth"

    # What an operator stops on purpose is no incident, so that UserInitiated is left out.
    resource_health {
      current = ["Degraded", "Unavailable"]
      reason  = ["PlatformInitiated", "Unknown"]
    }
  }

  action {
    action_group_id = var.action_group_id
  }
}

resource "azurerm_monitor_activity_log_alert" "advisor" {
  name                = var.advisor_alert_name
  location            = "global"
  resource_group_name = var.resource_group_name
  scopes              = ["/subscriptions/${var.subscription_id}"]
  description         = "Azure Advisor recommends something of high impact."
  tags                = var.tags

  criteria {
    category              = "Recommendation"
    recommendation_impact = "High"
  }

  action {
    action_group_id = var.action_group_id
  }
}

resource "azurerm_monitor_activity_log_alert" "administrative" {
  for_each = var.administrative_alerts

  name                = each.value.name
  location            = "global"
  resource_group_name = var.resource_group_name
  scopes              = ["/subscriptions/${var.subscription_id}"]
  description         = each.value.description
  tags                = var.tags

  # No filter on status, level or caller: benchmarks ask that none narrows the alert.
  criteria {
    category       = "Administrative"
    operation_name = each.value.operation_name
  }

  action {
    action_group_id = var.action_group_id
  }
}
