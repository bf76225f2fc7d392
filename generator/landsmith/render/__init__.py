"""Turns roots of module calls into the files of a customer's repository."""
