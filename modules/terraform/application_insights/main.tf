resource "azurerm_application_insights" "this" {
  name                 = var.name
  location             = var.location
  resource_group_name  = var.resource_group_name
  application_type     = "other"
  workspace_id         = var.log_analytics_workspace_id
  sampling_percentage  = var.sampling_percentage
  daily_data_cap_in_gb = var.daily_cap_gb
  tags                 = var.tags

  # Applications need the role Monitoring Metrics Publisher: their instrumentation key is no credential.
  local_authentication_enabled = false
}
