variable "automatic_upgrade_channel" {
  description = "How far AKS upgrades Kubernetes by itself: patch, stable, rapid or node-image."
  type        = string
  default     = "patch"
  nullable    = false

  validation {
    condition     = contains(["patch", "stable", "rapid", "node-image"], var.automatic_upgrade_channel)
    error_message = "The upgrade channel is patch, stable, rapid or node-image."
  }
}

variable "node_os_upgrade_channel" {
  description = "How AKS keeps the nodes' operating system patched: NodeImage, SecurityPatch, Unmanaged or None."
  type        = string
  default     = "NodeImage"
  nullable    = false

  validation {
    condition     = contains(["NodeImage", "SecurityPatch", "Unmanaged", "None"], var.node_os_upgrade_channel)
    error_message = "The node OS upgrade channel is NodeImage, SecurityPatch, Unmanaged or None."
  }

  validation {
    condition     = var.node_os_upgrade_channel == "NodeImage" || var.automatic_upgrade_channel != "node-image"
    error_message = "The node OS upgrade channel is NodeImage when the upgrade channel is node-image."
  }
}

variable "maintenance_window_auto_upgrade" {
  description = "Weekly window in which AKS upgrades Kubernetes: the day, the start as HH:MM, the duration in hours and the offset from UTC as +HH:MM or -HH:MM."
  type = object({
    day_of_week = string
    start_time  = string
    duration    = number
    utc_offset  = string
  })
  nullable = false

  validation {
    condition     = contains(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], var.maintenance_window_auto_upgrade.day_of_week)
    error_message = "day_of_week is the English name of a day, such as \"Sunday\"."
  }

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance_window_auto_upgrade.start_time))
    error_message = "start_time is a time of day such as \"02:00\"."
  }

  validation {
    condition     = var.maintenance_window_auto_upgrade.duration >= 4 && var.maintenance_window_auto_upgrade.duration <= 24
    error_message = "The window lasts 4 to 24 hours."
  }

  validation {
    condition     = can(regex("^[+-](0[0-9]|1[0-4]):[0-5][0-9]$", var.maintenance_window_auto_upgrade.utc_offset))
    error_message = "utc_offset is an offset such as \"+01:00\"."
  }
}

variable "maintenance_window_node_os" {
  description = "Weekly window in which AKS updates the nodes' operating system: the day, the start as HH:MM, the duration in hours and the offset from UTC as +HH:MM or -HH:MM."
  type = object({
    day_of_week = string
    start_time  = string
    duration    = number
    utc_offset  = string
  })
  nullable = false

  validation {
    condition     = contains(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], var.maintenance_window_node_os.day_of_week)
    error_message = "day_of_week is the English name of a day, such as \"Sunday\"."
  }

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance_window_node_os.start_time))
    error_message = "start_time is a time of day such as \"02:00\"."
  }

  validation {
    condition     = var.maintenance_window_node_os.duration >= 4 && var.maintenance_window_node_os.duration <= 24
    error_message = "The window lasts 4 to 24 hours."
  }

  validation {
    condition     = can(regex("^[+-](0[0-9]|1[0-4]):[0-5][0-9]$", var.maintenance_window_node_os.utc_offset))
    error_message = "utc_offset is an offset such as \"+01:00\"."
  }
}

variable "maintenance_freezes" {
  description = "Days on which AKS upgrades nothing, each with the first as start and the last as end, in the form 2026-12-20T00:00:00Z: AKS keeps the dates alone."
  type = list(object({
    start = string
    end   = string
  }))
  default  = []
  nullable = false

  validation {
    condition = alltrue([
      for freeze in var.maintenance_freezes : try(timecmp(freeze.start, freeze.end) <= 0, false)
      && endswith(freeze.start, "T00:00:00Z") && endswith(freeze.end, "T00:00:00Z")
    ])
    error_message = "A freeze has a start and an end that is not before it, both at midnight UTC in the form 2026-12-20T00:00:00Z."
  }
}
