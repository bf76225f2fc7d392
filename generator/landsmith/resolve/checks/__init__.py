"""Combinations that Azure refuses, found before rendering; each with its mend."""
