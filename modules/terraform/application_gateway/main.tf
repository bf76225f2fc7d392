locals {
  public = var.public_ip_name != null

  # A probe asks for one name; requests keep theirs unless the backend has a name of its own.
  probe_host = coalesce(var.backend.host_name, [for host in concat(var.hosts, ["none"]) : host if !startswith(host, "*.")][0])

  root_certificates = var.backend.root_certificate_secret_id == null ? {} : { backend = var.backend.root_certificate_secret_id }
}

resource "azurerm_public_ip" "this" {
  count = local.public ? 1 : 0

  name                 = var.public_ip_name
  location             = var.location
  resource_group_name  = var.resource_group_name
  allocation_method    = "Static"
  sku                  = "Standard"
  zones                = var.zones
  ddos_protection_mode = var.ddos_protection_mode
  tags                 = var.tags
}

resource "azurerm_application_gateway" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  zones               = var.zones
  firewall_policy_id  = var.firewall_policy_id
  http2_enabled       = true
  tags                = var.tags

  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }

  autoscale_configuration {
    min_capacity = var.capacity.min
    max_capacity = var.capacity.max
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity_id]
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = var.subnet_id
  }

  frontend_ip_configuration {
    name                          = "frontend"
    public_ip_address_id          = one(azurerm_public_ip.this[*].id)
    subnet_id                     = local.public ? null : var.subnet_id
    private_ip_address            = var.private_ip_address
    private_ip_address_allocation = local.public ? "Dynamic" : "Static"
  }

  frontend_port {
    name = "https"
    port = 443
  }

  ssl_certificate {
    name                = "listener"
    key_vault_secret_id = var.certificate_secret_id
  }

  ssl_policy {
    policy_type = "Predefined"
    policy_name = var.tls_policy
  }

  # HTTPS alone: nothing listens on port 80.
  http_listener {
    name                           = "https"
    frontend_ip_configuration_name = "frontend"
    frontend_port_name             = "https"
    protocol                       = "Https"
    host_names                     = var.hosts
    ssl_certificate_name           = "listener"
  }

  backend_address_pool {
    name         = "cluster"
    ip_addresses = [var.backend.address]
  }

  dynamic "trusted_root_certificate" {
    for_each = local.root_certificates

    content {
      name                = trusted_root_certificate.key
      key_vault_secret_id = trusted_root_certificate.value
    }
  }

  backend_http_settings {
    name                           = "cluster"
    protocol                       = var.backend.protocol
    port                           = var.backend.protocol == "Https" ? 443 : 80
    host_name                      = var.backend.host_name
    cookie_based_affinity          = "Disabled"
    request_timeout                = var.backend.timeout_in_seconds
    probe_name                     = "cluster"
    trusted_root_certificate_names = keys(local.root_certificates)
  }

  probe {
    name                = "cluster"
    protocol            = var.backend.protocol
    host                = local.probe_host
    path                = var.backend.health_path
    interval            = 15
    timeout             = 10
    unhealthy_threshold = 3

    match {
      status_code = ["200-399"]
    }
  }

  request_routing_rule {
    name                       = "cluster"
    priority                   = 100
    rule_type                  = "Basic"
    http_listener_name         = "https"
    backend_address_pool_name  = "cluster"
    backend_http_settings_name = "cluster"
  }
}

resource "azurerm_monitor_diagnostic_setting" "gateway" {
  count = var.diagnostic_settings ? 1 : 0

  name                       = "diag-to-log-analytics"
  target_resource_id         = azurerm_application_gateway.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
