"""The theme page of international."""

from pages.parts.blocks import theme
from pages.parts.frame.shell import context

theme.show(context(), "international")
