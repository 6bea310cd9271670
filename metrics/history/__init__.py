"""The tables as they were: their earlier states, and what differs between two of them."""
