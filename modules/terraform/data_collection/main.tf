resource "azurerm_monitor_data_collection_endpoint" "this" {
  for_each = var.data_collection_endpoint_name == null ? toset([]) : toset(["this"])

  name                          = var.data_collection_endpoint_name
  location                      = var.location
  resource_group_name           = var.resource_group_name
  public_network_access_enabled = false
  tags                          = var.tags
}

resource "azurerm_monitor_data_collection_rule" "this" {
  name                        = var.name
  location                    = var.location
  resource_group_name         = var.resource_group_name
  description                 = "Baseline of virtual machines: VM insights, syslog and Windows events."
  data_collection_endpoint_id = one(values(azurerm_monitor_data_collection_endpoint.this)[*].id)
  tags                        = var.tags

  data_sources {
    performance_counter {
      name                          = "vm-insights"
      streams                       = ["Microsoft-InsightsMetrics"]
      sampling_frequency_in_seconds = 60
      counter_specifiers            = ["\\VmInsights\\DetailedMetrics"]
    }

    syslog {
      name           = "syslog"
      streams        = ["Microsoft-Syslog"]
      facility_names = ["auth", "authpriv", "cron", "daemon", "kern", "syslog", "user"]
      log_levels     = ["Warning", "Error", "Critical", "Alert", "Emergency"]
    }

    # Levels 1 to 3: critical, error and warning. Security events are Defender's and Sentinel's own to collect.
    windows_event_log {
      name    = "windows-events"
      streams = ["Microsoft-Event"]
      x_path_queries = [
        "Application!*[System[(Level=1 or Level=2 or Level=3)]]",
        "System!*[System[(Level=1 or Level=2 or Level=3)]]",
      ]
    }
  }

  destinations {
    log_analytics {
      name                  = "log-analytics"
      workspace_resource_id = var.log_analytics_workspace_id
    }
  }

  data_flow {
    streams      = ["Microsoft-InsightsMetrics", "Microsoft-Syslog", "Microsoft-Event"]
    destinations = ["log-analytics"]
  }
}
