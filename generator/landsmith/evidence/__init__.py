"""The evidence pack: facts with their level, place and digest."""
