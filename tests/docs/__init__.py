"""The documentation says all that the program has, and nothing that it has not."""
