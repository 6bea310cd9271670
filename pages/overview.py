"""Overview: the newest figures, then the story of each theme in one chart."""

from pages.parts.blocks import overview
from pages.parts.frame.shell import context

overview.show(context())
