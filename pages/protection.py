"""The theme page of protection."""

from pages.parts import blocks
from pages.parts.shell import context

blocks.show_theme(context(), "protection")
