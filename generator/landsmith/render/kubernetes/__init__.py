"""A cluster's manifests as YAML files."""
