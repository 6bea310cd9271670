"""Samples of both workbooks, and the list of what a person looks at in them.

Only a person sees what an office program makes of a file: tests open it with one program, and read
its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.explorer.examples import examples
from metrics.explorer.exploration import Choice
from metrics.exports.workbook import Workbook, content
from metrics.locale import LANGS, Lang, text
from metrics.tables.dataset import Tables
from metrics.views.filters import Filters

# The file with the list.
LIST = "look-at.txt"
# The theme that has a sample of its own: amounts, shares, bounds and a break.
THEME = "utilisation"
# What is looked at in each workbook, in the order in which a person comes to it.
LOOKS: dict[Workbook, tuple[str, ...]] = {
    "summary": (
        *("opens", "protected", "faces", "first", "trends", "sorted", "linked", "chosen"),
        *("switched", "series_sorted", "continued", "named", "charts", "printed"),
        *("pivot", "refreshed", "economies", "view"),
    ),
    "audit": (
        "opens",
        "protected",
        "faces",
        "contents",
        "checked",
        "audit_folded",
        "audit_sorted",
        "audit_printed",
    ),
}


@dataclass(frozen=True)
class Sample:
    """One sample.

    Parameters
    ----------
    which : str
        ``summary`` or ``audit``.
    of : str
        What it holds: ``everything``, ``theme`` or ``view``.
    lang : str
        Its language.
    """

    which: Workbook
    of: str
    lang: Lang

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.which}-{self.of}-{self.lang}.xlsx"

    def content(self, tables: Tables, made_on: date) -> bytes:
        """Make the workbook.

        Parameters
        ----------
        tables : Tables
            The tables with what is in view.
        made_on : date
            The day that it names.

        Returns
        -------
        bytes
            The file.

        Examples
        --------
        >>> from metrics import load
        >>> Sample("audit", "theme", "en").content(load(), date(2026, 1, 1))[:2]
        b'PK'
        """
        asked = (
            _choice(tables) if self.of == "view" else Filters(theme=THEME * (self.of == "theme"))
        )
        return content(self.which, asked, self.lang, made_on, "", tables)


def _choice(tables: Tables) -> Choice:
    """Return the comparison that the explorer opens on, as yearly growth."""
    series = next((e.series for e in examples(tables)), tuple(tables.by_key)[:1])
    return Choice(series, "pct")


def samples(tables: Tables) -> tuple[Sample, ...]:
    """Return the samples that tables allow.

    Examples
    --------
    >>> from metrics import load
    >>> [sample.name for sample in samples(load())][:2]
    ['summary-everything-zh.xlsx', 'summary-everything-en.xlsx']
    """
    parts = ["everything"]
    if THEME in tables.codes("theme"):
        parts.append("theme")
    if tables.by_key:
        parts.append("view")
    summaries = [Sample("summary", of, lang) for of in parts for lang in LANGS]
    return (*summaries, *(Sample("audit", "everything", lang) for lang in LANGS))


def checklist(every: Sequence[Sample], version: str) -> str:
    """Write the list of what a person looks at, in both languages.

    Parameters
    ----------
    every : sequence of Sample
        The samples beside it.
    version : str
        Of the data.

    Returns
    -------
    str
        Lines of text.

    Examples
    --------
    >>> print(checklist([Sample("audit", "theme", "en")], "7ec2").splitlines()[0])
    导出样本核对清单
    """
    return "\n".join(line for lang in LANGS for line in (*_lines(every, version, lang), ""))


def _lines(every: Sequence[Sample], version: str, lang: Lang) -> Iterator[str]:
    say = text(lang)
    yield say("samples.title")
    yield say("samples.lead", version=version)
    yield say("samples.programs")
    yield ""
    for sample in every:
        held = say(f"samples.{sample.of}")
        which = say(f"samples.{sample.which}")
        yield say("samples.file", file=sample.name, which=which, held=held)
    for which, keys in LOOKS.items():
        yield ""
        yield say(f"samples.{which}")
        for number, key in enumerate(keys, 1):
            yield say("samples.look", number=number, look=say(f"samples.look_{key}"))
