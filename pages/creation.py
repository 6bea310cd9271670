"""The theme page of creation."""

from pages.parts import blocks, taking
from pages.parts.shell import context

blocks.show_theme(context(), "creation")
taking.show_theme("creation")
