resource "azurerm_consumption_budget_resource_group" "this" {
  name              = var.name
  resource_group_id = var.resource_group_id
  amount            = var.amount
  time_grain        = "Monthly"

  time_period {
    start_date = var.start_date
  }

  dynamic "notification" {
    for_each = var.actual_thresholds

    content {
      threshold      = notification.value
      threshold_type = "Actual"
      operator       = "GreaterThanOrEqualTo"
      contact_emails = var.contact_emails
      contact_groups = var.contact_group_ids
    }
  }

  dynamic "notification" {
    for_each = var.forecast_thresholds

    content {
      threshold      = notification.value
      threshold_type = "Forecasted"
      operator       = "GreaterThanOrEqualTo"
      contact_emails = var.contact_emails
      contact_groups = var.contact_group_ids
    }
  }
}
