"""The typed description of a landing zone, and the loading of landing-zone files."""
