"""Controls: requirements of frameworks, as data, and which rules and facts speak of each."""
