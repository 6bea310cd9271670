"""Check a text: its numbers held against the tables, with what is right instead."""

from pages.parts.blocks import proof
from pages.parts.frame.shell import context

proof.show(context())
