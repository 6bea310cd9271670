"""How people write numbers, in Chinese and English."""
