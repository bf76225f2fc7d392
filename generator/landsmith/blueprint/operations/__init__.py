"""What the author says of running a cluster: monitoring, backup, GitOps, extensions."""
