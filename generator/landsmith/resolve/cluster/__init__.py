"""What is decided of a cluster: pools, room, alerts, teams, ingress, registry."""
