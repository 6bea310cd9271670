"""The theme page of creation."""

from pages.parts.blocks import theme
from pages.parts.frame.shell import context

theme.show(context(), "creation")
