"""What an assistant may ask over the Model Context Protocol: figures, comparisons, citations."""
