"""What the author says of a cluster, and of what stands around it."""
