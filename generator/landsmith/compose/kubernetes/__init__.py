"""What is inside a cluster: landing zone -> typed Kubernetes objects, folder by folder."""
