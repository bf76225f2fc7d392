locals {
  # Azure returns these settings of an extension whether they were set or not; left out, each plan would take them away.
  always_returned = {
    AgentlessVmScanning = { ExclusionTags = "[]" }
    OnUploadMalwareScanning = {
      AutomatedResponse              = "None"
      BlobScanResultsOptions         = "BlobIndexTags"
      CapGBPerMonthPerStorageAccount = "5000"
    }
  }
}

resource "azurerm_security_center_subscription_pricing" "this" {
  for_each = var.plans

  resource_type = each.key
  tier          = each.value.tier
  subplan       = each.value.subplan

  dynamic "extension" {
    for_each = each.value.extensions

    content {
      name = extension.value
      additional_extension_properties = (
        length(merge(lookup(local.always_returned, extension.value, {}), lookup(each.value.extension_properties, extension.value, {}))) == 0
        ? null
        : merge(lookup(local.always_returned, extension.value, {}), lookup(each.value.extension_properties, extension.value, {}))
      )
    }
  }
}

resource "azurerm_security_center_contact" "this" {
  name                = var.contact.name
  email               = var.contact.email
  phone               = var.contact.phone
  alert_notifications = true
  alerts_to_admins    = true
}
