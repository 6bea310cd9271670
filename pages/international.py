"""The theme page of international."""

from pages.parts import blocks, taking
from pages.parts.shell import context

blocks.show_theme(context(), "international")
taking.show_theme("international")
