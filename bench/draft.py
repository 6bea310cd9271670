"""What drafting finds of the figures of a report, with its own facts taken out of the tables.

Run it with ``python -m bench.draft FOLDER``, the folder with the texts as verification reads them
(else the variable REPORTS_DIR); ``--list`` names what was missed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from metrics import load
from metrics.curation.drafting.candidates import Drafted, candidates
from metrics.curation.drafting.sheets import NAMED
from metrics.printed.reading import agrees
from metrics.tables.dataset import Tables
from metrics.verification import account, claims, documents, find_text, read_document
from metrics.verification.model import Found


def without(tables: Tables, document: str) -> Tables:
    """Take the facts of a document out of the tables; the definitions stay."""
    own = {s.id for s in tables.sources.values() if s.document == document}
    facts = tables.frames["indicators"]
    frames = {**tables.frames, "indicators": facts[~facts["source"].isin(own)]}
    return replace(tables, frames=frames, version=f"{tables.version}-{document}")


def without_its_series(tables: Tables, document: str) -> tuple[Tables, frozenset[str]]:
    """Take out with the facts of a document the series that nothing else has figures of."""
    cut = without(tables, document)
    every = (cut.all_series, tables.regional.all_series)
    known = {indicator for series in every for indicator, _ in series}
    gone = frozenset(tables.every_definition) - known
    definitions, derived = cut.frames["definitions"], cut.frames["derivations"]
    frames = {**cut.frames, "definitions": definitions[~definitions["id"].isin(gone)]}
    frames["derivations"] = derived[~derived["indicator"].isin(gone)]
    return replace(cut, frames=frames, version=f"{cut.version}-series"), gone


@dataclass
class Score:
    """How many of the facts of a text were found, and what of them was right."""

    document: str
    facts: int = 0
    candidates: int = 0
    idle: int = 0
    found: int = 0
    valued: int = 0
    first: int = 0
    among: int = 0
    unknown: int = 0
    left_open: int = 0
    dated: int = 0
    placed: int = 0
    told: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the shares."""
        yield f"{self.document}: {self.facts} facts, {self.candidates} candidates"
        yield f"  found                 {_share(self.found, self.facts)}"
        yield f"  value and qualifier   {_share(self.valued, self.found)} of those"
        yield f"  indicator first       {_share(self.first, self.found)}"
        yield f"  indicator among three {_share(self.among, self.found)}"
        yield f"  period                {_share(self.dated, self.found)}"
        yield f"  area                  {_share(self.placed, self.found)}"
        yield f"  series unknown: open  {_share(self.left_open, self.unknown)}"
        yield f"  candidates that are no fact {self.idle}"


def _share(part: int, whole: int) -> str:
    return f"{part:3} of {whole:3} ({part / whole:.1%})" if whole else "none"


def score(tables: Tables, document: str, text: str) -> Score:
    """Draft a text and hold the rows against the facts that were taken out."""
    published = _published(tables, document)
    drafted = candidates(text, without(tables, document), published)
    cut, gone = without_its_series(tables, document)
    bare = candidates(text, cut, published)
    reading = read_document(tables, document, text)
    held = account(reading, claims(tables, document))
    values = {
        (o.definition.id, o.area, o.period.code, o.source.id, o.locator): o.figure.value
        for o in tables.statements
    }
    made = Score(document, len(held.found), len(drafted))
    used = set()
    for found in held.found:
        start, end = reading.flat.original(*found.occurrence.numerals[-1].span)
        claim = found.claim
        own = _at(drafted, start, end, claim.period)
        if claim.indicator in gone and (again := _at(bare, start, end)):
            made.unknown += 1
            made.left_open += again.best is None
        if own is None:
            made.told.append(f"missed    {claim.indicator} {claim.printed}")
            continue
        used.add(own.start)
        key = (claim.indicator, claim.area, claim.period, claim.source, claim.locator)
        _count(made, own, found, values[key])
    made.idle = len({d.start for d in drafted} - used)
    made.told += [f"no fact   {_around(text, d)}" for d in drafted if d.start not in used]
    return made


def _at(drafted: Sequence[Drafted], start: int, end: int, period: str = "") -> Drafted | None:
    """Return the row at a place; of a rate that was kept for some years that of the period."""
    own = [d for d in drafted if d.start < end and start < d.end]
    return next((d for d in own if d.dating.code == period), own[0] if own else None)


def _published(tables: Tables, document: str) -> str:
    """Return the day on which a document came out; empty where it has several sources."""
    days = {s.published for s in tables.sources.values() if s.document == document}
    day = days.pop() if len(days) == 1 else ""
    return day if len(day) == len("2026-12-31") else ""


def _around(text: str, one: Drafted) -> str:
    before, after = text[max(0, one.start - 12) : one.start], text[one.end : one.end + 12]
    return " ".join(f"{before}[{text[one.start : one.end]}]{after}".split())


def _count(made: Score, own: Drafted, found: Found, value: Decimal) -> None:
    """Count what is right of a row, and tell what is not."""
    claim, reading = found.claim, own.form.reading
    made.found += 1
    ids = [n.definition.id for n in own.nominees]
    if claim.indicator in ids:
        unit = own.nominees[ids.index(claim.indicator)].definition.unit
        reading = reading.in_unit(unit.classifiers)
    right = agrees(reading, value) and reading.qualifier == claim.qualifier
    made.valued += right
    if not right:
        told = f"{claim.printed} {value}: {own.printed} {reading.value} {reading.qualifier}"
        made.told.append(f"value     {told}")
    made.first += ids[:1] == [claim.indicator]
    made.among += claim.indicator in ids[:NAMED]
    if claim.indicator not in ids[:NAMED]:
        said = own.sentence.words(max(own.sentence.start, own.form.start - 30), own.form.end + 14)
        scores = ", ".join(f"{n.definition.id} {n.score:.2f}" for n in own.nominees[:NAMED])
        made.told.append(f"indicator {claim.indicator} in {said}: {scores}")
    made.placed += own.area == claim.area
    made.dated += own.dating.code == claim.period
    if own.dating.code != claim.period:
        made.told.append(
            f"period    {claim.indicator} {claim.period}: {own.dating.code} ({own.dating.ground})"
        )


def main() -> None:
    """Print the shares of each text that is at hand."""
    folder = next((a for a in sys.argv[1:] if not a.startswith("-")), os.environ.get("REPORTS_DIR"))
    tables = load()
    for document in documents(tables):
        text = find_text(Path(folder or "."), document)
        if text is None:
            print(f"{document}: not in the folder")
            continue
        made = score(tables, document, text)
        print(*made.lines(), sep="\n")
        if "--list" in sys.argv:
            print(*made.told, sep="\n")


if __name__ == "__main__":
    main()
