"""What a page or a file shows, as data."""
