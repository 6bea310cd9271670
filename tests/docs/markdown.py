"""Pages of the documentation, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from metrics.tables.read import ROOT

DOCS = ROOT / "docs"
# Every page that people write or read; the long page of relations is written by the program.
PAGES = (*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("*.md")))


@dataclass(frozen=True)
class Markdown:
    """A page."""

    text: str

    @classmethod
    def of(cls, path: Path) -> Markdown:
        """Read a page."""
        return cls(path.read_text(encoding="utf-8"))

    @cached_property
    def prose(self) -> str:
        """What stands outside of blocks of code."""
        return re.sub(r"^```.*?^```$", "", self.text, flags=re.MULTILINE | re.DOTALL)

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and text of each heading."""
        found = re.findall(r"^(#+) (.+)$", self.prose, re.MULTILINE)
        return [(len(signs), title) for signs, title in found]

    @property
    def anchors(self) -> set[str]:
        """The names by which GitHub links to headings."""
        words = (re.sub(r"[^\w\- ]", "", title.lower()) for _, title in self.headings)
        return {word.replace(" ", "-") for word in words}

    @property
    def links(self) -> list[str]:
        """Where links and pictures lead."""
        return re.findall(r"\]\(([^)\s]+)\)", self.prose)

    @property
    def pictures(self) -> list[str]:
        """The files of pictures."""
        return re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)", self.prose)

    def blocks(self, *languages: str) -> list[str]:
        """Return the blocks of code in some languages; an empty one is a block that names none."""
        found = re.findall(r"^```(\w*)\n(.*?)^```$", self.text, re.MULTILINE | re.DOTALL)
        return [code for language, code in found if language in languages]

    @property
    def names(self) -> set[str]:
        """What stands between backticks, outside of blocks."""
        return set(re.findall(r"`([^`\n]+)`", self.prose))

    def section(self, title: str) -> Markdown:
        """Return what stands under a heading of the second level, up to the next."""
        parts = re.split(r"^## (.+)\n", self.text, flags=re.MULTILINE)
        named = dict(zip(parts[1::2], parts[2::2], strict=True))
        return Markdown(named[title])
