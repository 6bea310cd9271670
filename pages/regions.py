"""Regions: the tables of the sources that stand by region."""

from pages.parts.blocks import regions
from pages.parts.frame.shell import context

regions.show(context())
