"""Slides that tell a selection of the figures: their titles, their parts, their file."""
