"""What stands in deploy/, with real servers."""
