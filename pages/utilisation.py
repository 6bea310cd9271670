"""The theme page of utilisation."""

from pages.parts.blocks import charts as blocks
from pages.parts.blocks import downloads
from pages.parts.frame.shell import context

blocks.show_theme(context(), "utilisation")
downloads.show_theme("utilisation")
