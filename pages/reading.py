"""The text of a report with its figures marked, or the list of all texts."""

from pages.parts.blocks import reading
from pages.parts.frame.shell import context

reading.show(context())
