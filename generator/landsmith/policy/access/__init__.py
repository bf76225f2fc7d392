"""What the roots ask of whoever runs them, and what the pipelines' identities are given."""
