"""The frame of every page: language, navigation, header, and the page itself."""

from pages.parts import shell

shell.run()
