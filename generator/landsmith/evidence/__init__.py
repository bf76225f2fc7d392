"""The evidence pack: facts with their level, place and digest."""

from typing import Final

CONTROL: Final = "A-3.1"
"""The control that packs are about: repeatable deployment of a landing zone."""
