"""Explorer: find indicators, choose up to six series, transform, compare and share."""

from pages.parts.blocks import explorer
from pages.parts.frame.shell import context

explorer.show(context())
