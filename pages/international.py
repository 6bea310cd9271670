"""The theme page of international."""

from pages.parts import blocks
from pages.parts.shell import context

blocks.show_theme(context(), "international")
