"""Everything about one indicator."""

from pages.parts.blocks import indicator
from pages.parts.frame.shell import context

indicator.show(context())
