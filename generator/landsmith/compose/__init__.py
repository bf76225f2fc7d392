"""Turns a landing zone into roots of module calls."""
