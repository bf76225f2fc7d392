variable "spoke" {
  description = "The spoke's half: name of the peering, and the virtual network that holds it."
  type = object({
    name                 = string
    virtual_network_name = string
    resource_group_name  = string
    virtual_network_id   = string
  })
  nullable = false
}

variable "hub" {
  description = "The hub's half: name of the peering, and the virtual network that holds it."
  type = object({
    name                 = string
    virtual_network_name = string
    resource_group_name  = string
    virtual_network_id   = string
  })
  nullable = false
}

variable "use_hub_gateway" {
  description = "Whether the spoke reaches other networks through the hub's gateway, which has to exist."
  type        = bool
  nullable    = false
}
