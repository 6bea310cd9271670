"""Charts: compiled from the tables to plain data, and drawn from it."""
