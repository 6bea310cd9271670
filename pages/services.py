"""The theme page of services."""

from pages.parts.blocks import theme
from pages.parts.frame.shell import context

theme.show(context(), "services")
