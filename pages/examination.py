"""The theme page of examination."""

from pages.parts import blocks, taking
from pages.parts.shell import context

blocks.show_theme(context(), "examination")
taking.show_theme("examination")
