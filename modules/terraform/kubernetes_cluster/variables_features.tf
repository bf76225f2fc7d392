variable "add_ons" {
  description = "KEDA scales workloads by events, the vertical pod autoscaler by observed use; Defender watches the cluster for threats. secret_rotation_interval says how often mounted secrets are read again from the vault; virtual_node_subnet turns virtual nodes on, in that delegated subnet."
  type = object({
    keda                     = optional(bool, false)
    vertical_pod_autoscaler  = optional(bool, false)
    defender                 = optional(bool, false)
    secret_rotation_interval = optional(string, "2m")
    virtual_node_subnet = optional(object({
      id   = string
      name = string
    }))
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.add_ons.virtual_node_subnet == null ? true : var.network.plugin == "azure" && var.network.pod_mode != "overlay"
    error_message = "Virtual nodes need pods with addresses of the network."
  }
}

variable "storage_drivers" {
  description = "Storage drivers of the cluster: disks, files, blobs, and the controller of volume snapshots."
  type = object({
    disks     = optional(bool, true)
    files     = optional(bool, true)
    blobs     = optional(bool, false)
    snapshots = optional(bool, true)
  })
  default  = {}
  nullable = false
}

variable "service_mesh" {
  description = "The Istio add-on: its revisions, whether it has an ingress gateway inside the network, and a certificate authority of your own as names of objects in a vault."
  type = object({
    revisions        = list(string)
    internal_gateway = bool
    certificate_authority = optional(object({
      key_vault_id           = string
      root_cert_object_name  = string
      cert_chain_object_name = string
      cert_object_name       = string
      key_object_name        = string
    }))
  })
  default = null

  validation {
    condition     = var.service_mesh == null ? true : length(var.service_mesh.revisions) >= 1 && length(var.service_mesh.revisions) <= 2
    error_message = "A mesh has one revision, or two while a newer one is tried."
  }
}

variable "key_management_service" {
  description = "Customer key that encrypts etcd: its id in a vault, and whether the vault is reached over the Public or the Private network. Null: keys of the platform."
  type = object({
    key_vault_key_id         = string
    key_vault_network_access = string
  })
  default = null

  validation {
    condition     = var.key_management_service == null ? true : contains(["Private", "Public"], var.key_management_service.key_vault_network_access)
    error_message = "key_vault_network_access is Private or Public."
  }

  validation {
    condition     = try(var.key_management_service.key_vault_network_access, "Public") == "Public" || var.api_server.access == "vnet_integration"
    error_message = "A private vault needs the API server in the network: vnet_integration."
  }
}
