"""The seam to the terraform binary, the typed plan and the rehearsal."""
