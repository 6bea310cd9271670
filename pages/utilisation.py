"""The theme page of utilisation."""

from pages.parts import blocks, taking
from pages.parts.shell import context

blocks.show_theme(context(), "utilisation")
taking.show_theme("utilisation")
