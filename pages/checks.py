"""Checks: the printed figures held against each other."""

from pages.parts.blocks import checks
from pages.parts.frame.shell import context

checks.show(context())
