"""The root of a landing zone: its cluster, and what stands around it, as module calls."""
