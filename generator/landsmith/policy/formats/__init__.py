"""Ways to write findings down; each module has one ``write`` that returns the whole text."""
