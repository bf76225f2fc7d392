"""The landing zone as types: everything decided. ``resolve`` makes it; later stages read it."""
