"""A view of chosen series: what is chosen, what comes of it, how it reads, what it shows."""
