"""Azure Policy: assignments, initiatives and exemptions, as module calls."""
