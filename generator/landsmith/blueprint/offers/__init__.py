"""What Azure offers, as dated data: regions, VM sizes, Kubernetes versions."""
