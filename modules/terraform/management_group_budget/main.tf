resource "azurerm_consumption_budget_management_group" "this" {
  name                = var.name
  management_group_id = var.management_group_id
  amount              = var.amount
  time_grain          = "Monthly"

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
    }
  }

  dynamic "notification" {
    for_each = var.forecast_thresholds

    content {
      threshold      = notification.value
      threshold_type = "Forecasted"
      operator       = "GreaterThanOrEqualTo"
      contact_emails = var.contact_emails
    }
  }
}
