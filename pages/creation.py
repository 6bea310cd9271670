"""The theme page of creation."""

from pages.parts.blocks import charts as blocks
from pages.parts.blocks import downloads
from pages.parts.frame.shell import context

blocks.show_theme(context(), "creation")
downloads.show_theme("creation")
