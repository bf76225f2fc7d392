"""Scanners that are not ours."""
