"""The one judge: policy rules, Checkov, Kubernetes schemas and manifests, then waivers."""
