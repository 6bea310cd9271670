"""The text of a report with its figures marked, or the list of all texts."""

from pages.parts import reading
from pages.parts.shell import context

reading.show(context())
