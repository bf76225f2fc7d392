variable "name" {
  description = "Name of the route server."
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
  description = "Resource id of the subnet RouteServerSubnet."
  type        = string
  nullable    = false

  validation {
    condition     = endswith(var.subnet_id, "/subnets/RouteServerSubnet")
    error_message = "Expected the id of a subnet that is called RouteServerSubnet."
  }
}

variable "public_ip_name" {
  description = "Name of the public IP address over which Azure manages the route server."
  type        = string
  nullable    = false
}

variable "zones" {
  description = "Availability zones of the public IP address. Empty in a region without zones."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)])
    error_message = "Expected availability zones 1, 2 and 3."
  }
}

variable "ddos_protection_mode" {
  description = "DDoS protection of the public IP addresses: VirtualNetworkInherited for that of their network, Enabled for their own where the network has no plan, or Disabled."
  type        = string
  default     = "VirtualNetworkInherited"
  nullable    = false

  validation {
    condition     = contains(["VirtualNetworkInherited", "Enabled", "Disabled"], var.ddos_protection_mode)
    error_message = "Expected VirtualNetworkInherited, Enabled or Disabled."
  }
}

variable "branch_to_branch" {
  description = "Whether the gateways of the network learn each other's routes, so that VPN and ExpressRoute sites reach each other."
  type        = bool
  default     = false
  nullable    = false
}

variable "peers" {
  description = "The appliances to peer with, by a key of the caller's choice. The route server's own number is 65515."
  type = map(object({
    name     = string
    peer_asn = number
    peer_ip  = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.peers) <= 8
    error_message = "Expected 8 peers at most."
  }

  validation {
    condition     = alltrue([for peer in values(var.peers) : peer.peer_asn >= 1 && peer.peer_asn <= 4294967295 && floor(peer.peer_asn) == peer.peer_asn && !contains([8074, 8075, 12076, 65515, 65517, 65518, 65519, 65520], peer.peer_asn)])
    error_message = "Expected autonomous system numbers from 1 to 4294967295 other than those that Azure keeps (8074, 8075, 12076, 65515 and 65517 to 65520)."
  }

  validation {
    condition     = alltrue([for peer in values(var.peers) : can(cidrhost("${peer.peer_ip}/32", 0))])
    error_message = "Expected IPv4 addresses of the peers."
  }
}

variable "tags" {
  description = "Tags of every resource of this module that can carry them."
  type        = map(string)
  nullable    = false
}
