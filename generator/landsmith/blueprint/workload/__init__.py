"""What the author says of teams and of what they run."""
