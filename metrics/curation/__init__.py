"""The way into the tables: forms for curators, and what they send back, read, judged and merged."""
