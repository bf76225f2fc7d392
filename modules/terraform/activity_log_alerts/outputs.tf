output "ids" {
  description = "Resource ids of the alerts: service_health, resource_health, advisor and the keys of administrative_alerts."
  value = merge(
    {
      service_health  = azurerm_monitor_activity_log_alert.service_health.id
      resource_health = azurerm_monitor_activity_log_alert.resource_health.id
      advisor         = azurerm_monitor_activity_log_alert.advisor.id
    },
    { for key, alert in azurerm_monitor_activity_log_alert.administrative : key => alert.id },
  )
}
