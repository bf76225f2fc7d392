"""Every name and tag, by the Cloud Adoption Framework's pattern."""
