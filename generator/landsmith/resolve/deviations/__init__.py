"""Where a landing zone differs from best practice."""
