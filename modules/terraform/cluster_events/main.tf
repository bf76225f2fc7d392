locals {
  # Azure Event Hubs Data Sender and Storage Queue Data Message Sender: what delivery with an identity takes.
  role = var.storage_queue != null ? {
    scope = "${var.storage_queue.storage_account_id}/queueServices/default/queues/${var.storage_queue.name}"
    name  = "Storage Queue Data Message Sender"
    } : {
    scope = var.event_hub_id
    name  = "Azure Event Hubs Data Sender"
  }
}

resource "azurerm_eventgrid_system_topic" "this" {
  name                = var.topic_name
  location            = var.location
  resource_group_name = var.resource_group_name
  source_resource_id  = var.cluster_id
  topic_type          = "Microsoft.ContainerService.ManagedClusters"
  tags                = var.tags

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_role_assignment" "delivery" {
  count = var.webhook == null ? 1 : 0

  scope                = local.role.scope
  role_definition_name = local.role.name
  principal_id         = azurerm_eventgrid_system_topic.this.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_eventgrid_system_topic_event_subscription" "this" {
  name                  = var.subscription_name
  system_topic          = azurerm_eventgrid_system_topic.this.name
  resource_group_name   = var.resource_group_name
  event_delivery_schema = "CloudEventSchemaV1_0"
  included_event_types  = var.event_types
  eventhub_id           = var.event_hub_id

  # Event Grid signs in to a web address with the token of the application, to the others as the topic.
  dynamic "delivery_identity" {
    for_each = var.webhook == null ? ["topic"] : []

    content {
      type = "SystemAssigned"
    }
  }

  dynamic "storage_queue_endpoint" {
    for_each = var.storage_queue == null ? [] : [var.storage_queue]

    content {
      storage_account_id = storage_queue_endpoint.value.storage_account_id
      queue_name         = storage_queue_endpoint.value.name
    }
  }

  dynamic "webhook_endpoint" {
    for_each = var.webhook == null ? [] : [var.webhook]

    content {
      url                            = webhook_endpoint.value.url
      active_directory_tenant_id     = webhook_endpoint.value.tenant_id
      active_directory_app_id_or_uri = webhook_endpoint.value.application_id
    }
  }

  retry_policy {
    event_time_to_live    = 1440
    max_delivery_attempts = 30
  }

  depends_on = [azurerm_role_assignment.delivery]
}
