"""The address plan: how much is needed, and where it goes."""
