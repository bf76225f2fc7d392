"""Pages that people read: README, runbooks, capacity, policies."""
