"""The emulated providers: what they refuse, plan, make, read and remember."""
