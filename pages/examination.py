"""The theme page of examination."""

from pages.parts import blocks
from pages.parts.shell import context

blocks.show_theme(context(), "examination")
