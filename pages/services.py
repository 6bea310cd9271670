"""The theme page of services."""

from pages.parts.blocks import charts as blocks
from pages.parts.blocks import downloads
from pages.parts.frame.shell import context

blocks.show_theme(context(), "services")
downloads.show_theme("services")
