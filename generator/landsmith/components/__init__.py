"""Optional parts of a landing zone, each a slice: everything that it is stands in one file."""
