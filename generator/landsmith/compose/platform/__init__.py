"""Roots of the platform: state, subscriptions, governance, management, global entry."""
