"""The frame of every page: language, navigation, header, and the page itself."""

from pages.parts.frame import shell

shell.run()
