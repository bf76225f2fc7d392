output "ids" {
  description = "Resource ids of the alerts, by the key of the input."
  value       = { for key, alert in azurerm_monitor_metric_alert.this : key => alert.id }
}
