"""The theme page of services."""

from pages.parts import blocks, taking
from pages.parts.shell import context

blocks.show_theme(context(), "services")
taking.show_theme("services")
