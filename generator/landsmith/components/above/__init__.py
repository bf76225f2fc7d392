"""Optional parts that stand above the regions."""
