variable "zone_ids" {
  description = "Resource ids of the zones, by name."
  type        = map(string)
  nullable    = false
}

variable "link_name" {
  description = "Name of the link in every zone."
  type        = string
  nullable    = false
}

variable "virtual_network_id" {
  description = "Resource id of the virtual network that resolves the zones."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of the links."
  type        = map(string)
  nullable    = false
}
