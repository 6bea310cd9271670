"""Briefing: the slides of a deck in their order, their titles, a preview, and files of it."""

from pages.parts import briefing
from pages.parts.shell import context

briefing.show(context())
