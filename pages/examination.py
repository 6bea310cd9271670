"""The theme page of examination."""

from pages.parts.blocks import theme
from pages.parts.frame.shell import context

theme.show(context(), "examination")
