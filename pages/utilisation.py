"""The theme page of utilisation."""

from pages.parts.blocks import theme
from pages.parts.frame.shell import context

theme.show(context(), "utilisation")
