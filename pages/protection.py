"""The theme page of protection."""

from pages.parts.blocks import charts as blocks
from pages.parts.blocks import downloads
from pages.parts.frame.shell import context

blocks.show_theme(context(), "protection")
downloads.show_theme("protection")
