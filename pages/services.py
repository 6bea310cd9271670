"""The theme page of services."""

from pages.parts import blocks
from pages.parts.shell import context

blocks.show_theme(context(), "services")
