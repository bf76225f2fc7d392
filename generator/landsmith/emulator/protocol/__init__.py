"""Terraform's plugin protocol: values and messages on the wire, and the server."""
