"""Briefing: the slides of a deck in their order, their titles, a preview, and files of it."""

from pages.parts.blocks import briefing
from pages.parts.frame.shell import context

briefing.show(context())
