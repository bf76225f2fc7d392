"""Decides every name, address and default of a landing zone; pure, no I/O."""
