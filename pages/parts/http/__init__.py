"""Plain HTTP beside the app."""
