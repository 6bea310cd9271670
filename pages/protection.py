"""The theme page of protection."""

from pages.parts.blocks import theme
from pages.parts.frame.shell import context

theme.show(context(), "protection")
