"""The theme page of creation."""

from pages.parts import blocks
from pages.parts.shell import context

blocks.show_theme(context(), "creation")
