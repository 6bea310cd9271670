"""How the curated tables are read and judged."""
