"""The theme page of examination."""

from pages.parts.blocks import charts as blocks
from pages.parts.blocks import downloads
from pages.parts.frame.shell import context

blocks.show_theme(context(), "examination")
downloads.show_theme("examination")
