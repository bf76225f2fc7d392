"""Alerts, metrics and logs, as module calls."""
