"""What module calls are made of: their form, ids, and the inputs that many have."""
