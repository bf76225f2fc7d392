"""Hubs, spokes and what connects them, as module calls."""
