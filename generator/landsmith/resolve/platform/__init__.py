"""What is decided of the platform: hubs, hierarchy, policies, alerts."""
