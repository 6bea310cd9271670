"""The theme page of protection."""

from pages.parts import blocks, taking
from pages.parts.shell import context

blocks.show_theme(context(), "protection")
taking.show_theme("protection")
