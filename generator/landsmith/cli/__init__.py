"""The command line: arguments in, text or JSON out; the work is done by ``landsmith.api``."""
