"""Checks: the printed figures held against each other."""

from pages.parts import checks
from pages.parts.shell import context

checks.show(context())
