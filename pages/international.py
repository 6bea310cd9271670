"""The theme page of international."""

from pages.parts.blocks import charts as blocks
from pages.parts.blocks import downloads
from pages.parts.frame.shell import context

blocks.show_theme(context(), "international")
downloads.show_theme("international")
