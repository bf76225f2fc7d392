"""Optional parts of an application landing zone."""
