"""What came of a file, as commands and pages tell it: problems, remarks and effects in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from metrics.curation.effects import Checked, Effects, Shown
from metrics.curation.model import UNCONFIRMED, Finding, Remark
from metrics.curation.study import Study
from metrics.locale import Lang, text
from metrics.tables.dataset import Tables

# Remarks of one kind, and empty cells of one column, that are told one by one.
TOLD = 12


@dataclass(frozen=True)
class Fault:
    """Something to mend, at its cell.

    Parameters
    ----------
    finding : Finding
        The first cell that it is found at.
    more : tuple of Finding
        Others that are told with it, as they are as empty as it is.
    """

    finding: Finding
    more: tuple[Finding, ...] = ()

    def also(self, lang: Lang) -> str:
        """Name the rows of the others; empty where there are none."""
        if not self.more:
            return ""
        rows = ", ".join(str(one.place.row) for one in self.more[:TOLD]) + "…"
        return text(lang)("problem.also", count=len(self.more), rows=rows)

    def message(self, lang: Lang) -> str:
        """Say it in a line."""
        return self.finding.message(lang) + self.also(lang)


def faults(findings: Iterable[Finding]) -> Iterator[Fault]:
    """Yield each problem by its cell; of one that many empty cells of a column share, once.

    Examples
    --------
    >>> from metrics.curation.model import Place
    >>> from metrics.tables.problems import Problem
    >>> fault = Problem("indicators.csv", 9, "value", "", "required", {"column": "value"})
    >>> many = [Finding(Place("a", row, 8), "Value", "", fault) for row in range(2, 22)]
    >>> [one.also("en") for one in faults(many)]
    [' The same in 19 more lines: 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14….']
    """
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for number, one in enumerate(findings):
        own = (number,) if one.value else (one.problem.expected("en"), one.problem.remedy("en"))
        alike.setdefault((one.place.sheet, one.place.column, *own), []).append(one)
    for same in alike.values():
        if len(same) <= TOLD:
            yield from map(Fault, same)
        else:
            yield Fault(same[0], tuple(same[1:]))


def remarks(every: Sequence[Remark], lang: Lang) -> Iterator[str]:
    """Yield what was read otherwise than it stands, the first of each kind one by one."""
    ordered = sorted(every, key=lambda r: (r.code, r.place))
    for _, group in groupby(ordered, key=lambda r: r.code):
        same = list(group)
        yield from (r.message(lang) for r in same[:TOLD])
        if len(same) > TOLD:
            yield text(lang)("curate.remarks_more", count=len(same) - TOLD)


def count_of(found: Study) -> int:
    """Count the rows of a file."""
    rows = found.sorted
    return len(rows.new) + len(rows.same) + len(rows.other) + len(rows.repeated)


def nothing_new(found: Study, lang: Lang) -> str:
    """Say that a file holds no figure, or none that is new; empty where it does."""
    say, name = text(lang), found.incoming.name
    if found.findings or found.new or found.sorted.other:
        return ""
    if found.repeated:
        return say("curate.again", file=name)
    unconfirmed = any(remark.code in UNCONFIRMED for remark in found.remarks)
    return say("curate.nothing_confirmed" if unconfirmed else "curate.nothing", file=name)


def summary(found: Study, lang: Lang) -> str:
    """Say how many rows are new, corrected, and there already."""
    return text(lang)(
        "curate.summary",
        new=len(found.new),
        corrected=len(found.corrections),
        same=len(found.sorted.same),
    )


def changes(found: Effects, after: Tables, lang: Lang) -> Iterator[str]:
    """Yield what readers will see: each change once, with all pages that show it."""
    alike: dict[tuple[str, ...], list[Shown]] = {}
    for one in found.shown:
        alike.setdefault((one.kind, one.label, one.before, one.after), []).append(one)
    yield from (_changed(same, after, lang) for same in alike.values())
    if not found.shown:
        yield text(lang)("curate.no_shown")


def _changed(same: Sequence[Shown], after: Tables, lang: Lang) -> str:
    say, one = text(lang), same[0]
    pages = say("list.comma").join(dict.fromkeys(page_name(s.page, after, lang) for s in same))
    told = say("curate.effect", page=pages, kind=say(f"curate.{one.kind}"), label=one.label)
    key = "new" if not one.before else "below" if one.before == one.after else "changed"
    change = say(f"curate.effect_{key}", before=one.before, after=one.after)
    return say("curate.remark_at", place=told, told=change)


def page_name(page: str, tables: Tables, lang: Lang) -> str:
    """Name a page: of an indicator it is the indicator.

    Parameters
    ----------
    page : str
        As `Shown` has it.
    tables : Tables
        The tables.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Its name.

    Examples
    --------
    >>> from metrics import load
    >>> page_name("overview", load(), "en"), page_name("gii_rank", load(), "zh")
    ('Overview', '全球创新指数排名')
    """
    definition = tables.every_definition.get(page)
    if definition:
        return definition.short(lang)
    themes = tables.codes("theme")
    # A theme has a name also where it has no page of its own.
    return tables.label("theme", page, lang) if page in themes else text(lang)(f"page.{page}")


def checks(found: Effects, lang: Lang) -> Iterator[tuple[bool, str]]:
    """Yield the checks that are judged otherwise, then what is probably a slip.

    Each comes with whether it is an alarm.
    """
    say = text(lang)
    yield from ((one.fails, _checked(one, lang)) for one in found.checks)
    if found.sums:
        yield False, say("curate.sums", count=found.sums)
    elif not found.checks:
        yield False, say("curate.no_checks")
    yield from ((True, doubt.message(lang)) for doubt in found.doubts)


def _checked(one: Checked, lang: Lang) -> str:
    """Say what a check comes to, and what it was."""
    say = text(lang)
    verdict = say("curate.fails") if one.fails else say(f"reconcile.verdict.{one.after}")
    told = say("curate.check_line", verdict=verdict, words=one.words)
    if not one.before:
        return told
    return told + say("curate.check_was", before=say(f"reconcile.verdict.{one.before}"))
