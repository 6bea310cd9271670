"""How large a file may be whose words are read."""

# Bytes of a file, of all that is packed in it, of one part of it, and how many parts.
LARGEST, UNPACKED, PART, PARTS = 20_000_000, 200_000_000, 30_000_000, 5_000
