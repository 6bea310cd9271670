"""Each rule of arithmetic, stated once."""
