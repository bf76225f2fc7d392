variable "api_server" {
  description = "How the API server is reached. access is private_link, vnet_integration (subnet_id names its delegated subnet) or public, which answers authorized_ip_ranges only. dns_prefix is the first label of its host name; a private one is registered in private_dns_zone_id: the zone privatelink.<region>.azmk8s.io, or private.<region>.azmk8s.io with vnet_integration. Changing the prefix, or access to or from public, replaces the cluster."
  type = object({
    access               = string
    dns_prefix           = string
    private_dns_zone_id  = optional(string)
    subnet_id            = optional(string)
    authorized_ip_ranges = optional(list(string), [])
  })
  nullable = false

  validation {
    condition     = contains(["private_link", "vnet_integration", "public"], var.api_server.access)
    error_message = "access is private_link, vnet_integration or public."
  }

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$", var.api_server.dns_prefix))
    error_message = "The DNS prefix has 1 to 54 letters, digits and hyphens, and starts and ends with a letter or digit."
  }

  validation {
    condition     = (var.api_server.access == "public") == (var.api_server.private_dns_zone_id == null)
    error_message = "A private API server has a private DNS zone, and a public one has none."
  }

  # Whether there is a subnet is asked of the object, not of the id, which may be known only after the apply.
  validation {
    condition     = var.api_server.access == "vnet_integration" ? true : var.api_server.subnet_id == null
    error_message = "subnet_id belongs to vnet_integration."
  }

  validation {
    condition     = (var.api_server.access == "public") == (length(var.api_server.authorized_ip_ranges) > 0)
    error_message = "A public API server answers authorised ranges only, and a private one has none."
  }

  validation {
    condition     = alltrue([for range in var.api_server.authorized_ip_ranges : try(tonumber(split("/", range)[1]) >= 24, false)])
    error_message = "An authorised range is an IPv4 range of a /24 or smaller, such as \"203.0.113.0/28\"."
  }
}

variable "egress_ip_ranges" {
  description = "Ranges from which the cluster's own traffic leaves, for a public API server: without them in the allow-list, no node registers. Empty with outbound_type loadBalancer, whose addresses AKS adds itself."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "network" {
  description = "The network inside the cluster. plugin is azure, or none for a container network of your own. pod_mode is overlay (pod_cidr holds the pods' addresses), pod_subnet or node_subnet. The data plane cilium goes with the policy engine cilium, azure with calico. dns_service_ip lies in service_cidr. flow_logs and host_name_policies are Advanced Container Networking Services on the data plane cilium, charged per node."
  type = object({
    plugin             = optional(string, "azure")
    pod_mode           = optional(string, "overlay")
    data_plane         = optional(string, "cilium")
    policy             = optional(string, "cilium")
    pod_cidr           = optional(string)
    service_cidr       = string
    dns_service_ip     = string
    outbound_type      = string
    flow_logs          = optional(bool, false)
    host_name_policies = optional(bool, false)
  })
  nullable = false

  validation {
    condition     = contains(["azure", "none"], var.network.plugin) && contains(["overlay", "pod_subnet", "node_subnet"], var.network.pod_mode)
    error_message = "plugin is azure or none, and pod_mode is overlay, pod_subnet or node_subnet."
  }

  validation {
    condition     = contains(["cilium/cilium", "azure/calico"], "${var.network.data_plane}/${var.network.policy}")
    error_message = "The data plane cilium goes with the policy engine cilium, and azure with calico."
  }

  validation {
    condition     = (var.network.pod_cidr != null) == (var.network.plugin == "azure" && var.network.pod_mode == "overlay")
    error_message = "pod_cidr belongs to the overlay network, and only to it."
  }

  validation {
    condition     = !(var.network.flow_logs || var.network.host_name_policies) || var.network.data_plane == "cilium"
    error_message = "Flow logs and policies on host names need the data plane cilium."
  }

  validation {
    condition     = var.network.plugin == "none" || var.network.pod_mode != "node_subnet" || var.network.data_plane == "azure"
    error_message = "The data plane cilium needs an overlay or a pod subnet."
  }

  validation {
    condition     = alltrue([for cidr in compact([var.network.pod_cidr, var.network.service_cidr]) : can(cidrnetmask(cidr))])
    error_message = "pod_cidr and service_cidr are IPv4 ranges such as \"10.244.0.0/16\"."
  }

  validation {
    condition     = try(cidrhost("${var.network.dns_service_ip}/${split("/", var.network.service_cidr)[1]}", 0) == cidrhost(var.network.service_cidr, 0), false)
    error_message = "dns_service_ip is an IPv4 address inside service_cidr."
  }

  validation {
    condition     = contains(["userDefinedRouting", "userAssignedNATGateway", "managedNATGateway", "loadBalancer", "none"], var.network.outbound_type)
    error_message = "outbound_type is userDefinedRouting, userAssignedNATGateway, managedNATGateway, loadBalancer or none."
  }
}

variable "load_balancer" {
  description = "Egress by load balancer, with outbound_type loadBalancer only: public addresses, SNAT ports for each node (0 lets Azure divide them) and minutes that an idle flow lives."
  type = object({
    outbound_ips   = number
    ports_per_node = number
    idle_minutes   = number
  })
  default = null

  validation {
    condition     = (var.load_balancer != null) == (var.network.outbound_type == "loadBalancer")
    error_message = "load_balancer is given with outbound_type loadBalancer, and only then."
  }

  validation {
    condition     = try(var.load_balancer.ports_per_node % 8 == 0, true)
    error_message = "SNAT ports for each node are a multiple of 8."
  }
}

variable "http_proxy" {
  description = "Proxy that nodes reach the internet through: its addresses for HTTP and HTTPS, the hosts and ranges that are reached directly, and the certificate of its authority in PEM form."
  type = object({
    http_proxy  = string
    https_proxy = string
    no_proxy    = list(string)
    trusted_ca  = optional(string)
  })
  default = null
}

variable "trusted_certificates" {
  description = "Certificates of authorities that nodes trust besides, in PEM form: at most ten."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.trusted_certificates) <= 10
    error_message = "Nodes trust ten certificates besides at most."
  }
}

variable "image_cache_registry_id" {
  description = "Id of the registry that nodes take AKS's own images from, for a cluster without a way out. Null: from Microsoft's registry."
  type        = string
  default     = null
}
