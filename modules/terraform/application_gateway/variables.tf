variable "name" {
  description = "Name of the gateway."
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

variable "subnet_id" {
  description = "Id of the gateway's subnet, in which nothing else stands."
  type        = string
  nullable    = false
}

variable "zones" {
  description = "Availability zones of the gateway and of its public address; empty in a region without zones."
  type        = list(string)
  nullable    = false
}

variable "identity_id" {
  description = "Id of the user-assigned identity that reads the certificates from their vault."
  type        = string
  nullable    = false
}

variable "private_ip_address" {
  description = "Address in the gateway's subnet that clients in connected networks use. Null with a public frontend."
  type        = string
  default     = null

  validation {
    condition     = var.private_ip_address == null || can(cidrhost("${var.private_ip_address}/32", 0))
    error_message = "The private address is an IPv4 address."
  }

  validation {
    condition     = (var.private_ip_address == null) != (var.public_ip_name == null)
    error_message = "A gateway has either a private address or a public one."
  }
}

variable "public_ip_name" {
  description = "Name of the public address that clients on the internet use. Null with a private frontend."
  type        = string
  default     = null
}

variable "ddos_protection_mode" {
  description = "DDoS protection of the public address: VirtualNetworkInherited, or Enabled for a protection of its own."
  type        = string
  default     = "VirtualNetworkInherited"
  nullable    = false

  validation {
    condition     = contains(["VirtualNetworkInherited", "Enabled"], var.ddos_protection_mode)
    error_message = "Expected VirtualNetworkInherited or Enabled."
  }
}

variable "capacity" {
  description = "Fewest and most capacity units."
  type = object({
    min = number
    max = number
  })
  default  = { min = 2, max = 10 }
  nullable = false

  validation {
    condition     = var.capacity.min >= 0 && var.capacity.min <= 100 && var.capacity.max >= 2 && var.capacity.max <= 125 && var.capacity.min <= var.capacity.max
    error_message = "A gateway has 0 to 100 capacity units at least and 2 to 125 at most, and min is not above max."
  }
}

variable "hosts" {
  description = "Host names that the listener answers to: one to five, *.example.com takes in every name below."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.hosts) >= 1 && length(var.hosts) <= 5
    error_message = "A listener answers to one to five host names."
  }
}

variable "certificate_secret_id" {
  description = "Address of the certificate's secret in its vault, without a version, so that the gateway follows its renewals."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[^/]+/secrets/[0-9A-Za-z-]+$", var.certificate_secret_id))
    error_message = "Expected https://<vault>/secrets/<name>, without a version."
  }
}

variable "tls_policy" {
  description = "Predefined TLS policy. Both take TLS 1.2 and 1.3; AppGwSslPolicy20220101S leaves weaker ciphers out."
  type        = string
  default     = "AppGwSslPolicy20220101S"
  nullable    = false

  validation {
    condition     = contains(["AppGwSslPolicy20220101", "AppGwSslPolicy20220101S"], var.tls_policy)
    error_message = "The TLS policy is AppGwSslPolicy20220101 or AppGwSslPolicy20220101S."
  }
}

variable "backend" {
  description = "The ingress controller of the cluster: its internal address, the protocol it speaks, the host name its certificate bears (null: the request's), the secret with its private authority's root (null: a public authority's), the path of its health and the seconds that a response may take."
  type = object({
    address                    = string
    protocol                   = optional(string, "Https")
    host_name                  = optional(string)
    root_certificate_secret_id = optional(string)
    health_path                = optional(string, "/healthz")
    timeout_in_seconds         = optional(number, 30)
  })
  nullable = false

  validation {
    condition     = can(cidrhost("${var.backend.address}/32", 0))
    error_message = "The backend's address is an IPv4 address."
  }

  validation {
    condition     = contains(["Https", "Http"], var.backend.protocol)
    error_message = "The backend's protocol is Https or Http."
  }

  validation {
    condition     = var.backend.root_certificate_secret_id == null || var.backend.protocol == "Https"
    error_message = "A root certificate belongs to the protocol Https."
  }

  validation {
    condition     = var.backend.host_name != null || anytrue([for host in var.hosts : !startswith(host, "*.")])
    error_message = "Expected a host name of the backend, since every host of the listener is a wildcard, which no probe can ask for."
  }
}

variable "firewall_policy_id" {
  description = "Id of the web application firewall's policy."
  type        = string
  nullable    = false
}

variable "diagnostic_settings" {
  description = "Whether the module sets diagnostic settings; false where policies of an Azure landing zone set them."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Id of the Log Analytics workspace that receives the gateway's logs and metrics."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  default     = {}
  nullable    = false
}
