"""Curate: forms to fill in, and what filled files would change."""

from pages.parts.blocks import curate
from pages.parts.frame.shell import context

curate.show(context())
