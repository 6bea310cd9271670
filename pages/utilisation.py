"""The theme page of utilisation."""

from pages.parts import blocks
from pages.parts.shell import context

blocks.show_theme(context(), "utilisation")
