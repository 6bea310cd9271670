"""Everything about one indicator."""

from pages.parts import indicator
from pages.parts.shell import context

indicator.show(context())
