variable "name" {
  description = "Name of the circuit."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region, in its short form such as westeurope."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Name of the resource group that holds the resources of this module."
  type        = string
  nullable    = false
}

variable "service_provider_name" {
  description = "Name of the connectivity provider, as Azure lists it."
  type        = string
  nullable    = false
}

variable "peering_location" {
  description = "Where the provider meets Microsoft, as Azure lists it, such as Amsterdam. Not an Azure region."
  type        = string
  nullable    = false
}

variable "bandwidth_in_mbps" {
  description = "Bandwidth in megabits per second. It can grow later; a smaller one needs a new circuit."
  type        = number
  nullable    = false

  validation {
    condition     = contains([50, 100, 200, 500, 1000, 2000, 5000, 10000], var.bandwidth_in_mbps)
    error_message = "Expected 50, 100, 200, 500, 1000, 2000, 5000 or 10000."
  }
}

variable "sku" {
  description = "tier: Local for the regions at the peering location, Standard for those of its continent, Premium for all. family: MeteredData or UnlimitedData."
  type = object({
    tier   = string
    family = string
  })
  nullable = false

  validation {
    condition     = contains(["Local", "Standard", "Premium"], var.sku.tier) && contains(["MeteredData", "UnlimitedData"], var.sku.family)
    error_message = "Expected tier Local, Standard or Premium, and family MeteredData or UnlimitedData."
  }

  validation {
    condition     = var.sku.tier != "Local" || (var.sku.family == "UnlimitedData" && var.bandwidth_in_mbps >= 1000)
    error_message = "Expected UnlimitedData and at least 1000 megabits per second for tier Local."
  }
}

variable "private_peering" {
  description = "The private peering, which carries the virtual networks' routes; null until the provider has provisioned the circuit, and where the provider makes the peering. The two prefixes are /30 networks of the links. A shared key is no input: where it is used, it is set out of band."
  type = object({
    peer_asn                      = number
    primary_peer_address_prefix   = string
    secondary_peer_address_prefix = string
    vlan_id                       = number
  })
  default = null

  validation {
    condition     = var.private_peering == null ? true : try(cidrhost(var.private_peering.primary_peer_address_prefix, 0) == split("/", var.private_peering.primary_peer_address_prefix)[0] && endswith(var.private_peering.primary_peer_address_prefix, "/30"), false) && (var.private_peering == null ? true : try(cidrhost(var.private_peering.secondary_peer_address_prefix, 0) == split("/", var.private_peering.secondary_peer_address_prefix)[0] && endswith(var.private_peering.secondary_peer_address_prefix, "/30"), false))
    error_message = "Expected /30 networks that start at their network address, such as 172.16.0.0/30."
  }

  validation {
    condition     = var.private_peering == null ? true : var.private_peering.primary_peer_address_prefix != var.private_peering.secondary_peer_address_prefix
    error_message = "Expected two different prefixes."
  }

  validation {
    condition     = var.private_peering == null ? true : var.private_peering.vlan_id >= 1 && var.private_peering.vlan_id <= 4094 && floor(var.private_peering.vlan_id) == var.private_peering.vlan_id
    error_message = "Expected a vlan_id from 1 to 4094."
  }

  validation {
    condition     = var.private_peering == null ? true : var.private_peering.peer_asn >= 1 && var.private_peering.peer_asn <= 4294967295 && floor(var.private_peering.peer_asn) == var.private_peering.peer_asn && var.private_peering.peer_asn != 65515
    error_message = "Expected a peer_asn from 1 to 4294967295 other than 65515, which Azure uses."
  }
}

variable "authorization_names" {
  description = "Names of authorizations, each of which lets one gateway of another subscription connect. Their keys are no output: whoever connects reads one from Azure."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "diagnostic_settings" {
  description = "Whether the module sets diagnostic settings; false where policies of an Azure landing zone set them."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Resource id of the Log Analytics workspace that receives the diagnostic logs and metrics."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
