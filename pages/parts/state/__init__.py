"""The view of a reader, and what all sessions share."""
