"""Landsmith: typed Azure landing zones with AKS, rendered, rehearsed and evidenced."""

__version__ = "0.1.0"
