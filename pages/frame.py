"""The frame of every page: language, header, and the page itself."""

from pages.parts.blocks import statement
from pages.parts.frame import shell

shell.run(statement.show)
