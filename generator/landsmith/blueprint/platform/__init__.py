"""What the author says of the platform: governance, identity, monitoring, Azure Policy."""
