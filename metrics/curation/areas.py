"""Which of the two tables of facts a row is for: economies stand in one, regions in the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from metrics.curation.model import Candidate
from metrics.curation.vocabulary import Vocabulary
from metrics.model.series import HOME, of_region
from metrics.tables.problems import Problem
from metrics.tables.read import REGIONS, Row, Sheet, table_schemas
from metrics.tables.spelling import nearest, skeleton

ECONOMIES = "indicators"
FACTS = (ECONOMIES, REGIONS)
# What a table of regions may call its total beside the name that the code list has.
_AT_HOME = frozenset(
    {
        *("国内", "国内总计", "国内小计", "全国", "全国合计", "全国总计", "中国"),
        *("domestic", "national", "nationaltotal", "wholecountry", "china"),
    }
)
_ABROAD = frozenset({"国外", "国外合计", "国外总计", "国外小计", "foreign", "foreigntotal"})
# A line that is no figure of these tables, and needed for the total of all.
ABROAD = "abroad"


@dataclass(frozen=True)
class Areas:
    """The areas that the rows of a sheet are of.

    Parameters
    ----------
    words : Vocabulary
        Names of codes.
    regional : bool
        Whether some of them are regions, so that a word for the whole country means their total.
    """

    words: Vocabulary
    regional: bool

    @classmethod
    def of(cls, words: Vocabulary, every: Iterable[str]) -> Areas:
        """Tell of the words for all areas of a sheet whether regions are among them."""
        return cls(words, any(_of_regions(words, written) for written in every))

    def table(self, written: str) -> str:
        """Name the table that an area stands in.

        Examples
        --------
        >>> from metrics import load
        >>> from metrics.curation.vocabulary import vocabulary
        >>> from metrics.tables.read import records
        >>> words = vocabulary({n: records(f) for n, f in load().frames.items()})
        >>> economies, regions = Areas.of(words, ["China", "US"]), Areas.of(words, ["全国", "广东"])
        >>> economies.table("US"), regions.table("广东"), regions.table("全国"), regions.table("US")
        ('indicators', 'regions', 'regions', 'indicators')
        """
        if self.words.meant(ECONOMIES, "area", written):
            return ECONOMIES
        regional = _of_regions(self.words, written) or self.regional
        return REGIONS if regional or of_region(f"@{written}") else ECONOMIES

    def meant(self, written: str) -> tuple[str, ...]:
        """Find the regions that a word means in a table of regions, or its total."""
        found = self.words.meant(REGIONS, "area", written)
        if found or not self.regional:
            return found
        reduced = skeleton(written)
        if reduced in _ABROAD:
            return (ABROAD,)
        return (HOME,) if reduced in _AT_HOME else ()


def _of_regions(words: Vocabulary, written: str) -> bool:
    """Tell whether a word is for a region, or the total of regions, and for no economy."""
    named = words.meant(REGIONS, "area", written)
    return bool(named) and not words.meant(ECONOMIES, "area", written)


def totals_beside_regions(
    candidates: Iterable[Candidate], sheets: Mapping[str, Sheet]
) -> Iterator[Candidate]:
    """Put each total of a table of regions beside the regions that are sent with it.

    ``CN`` is China among economies, and among regions the total of their table: so it is where a
    file has regions at the same place of a source, unless China's figure there is another.

    Parameters
    ----------
    candidates : iterable of Candidate
        Rows that were sent.
    sheets : mapping of str to Sheet
        The tables.

    Yields
    ------
    Candidate
        All rows, each for its table.
    """
    every = list(candidates)
    places = {_place(one.row) for one in every if one.table == REGIONS}
    known = {_place(row): row for _, row in sheets[ECONOMIES].rows if row["area"] == HOME}
    for one in every:
        told = one.table == ECONOMIES and one.row["area"] == HOME
        if told and (place := _place(one.row)) in places:
            told = one.row["value"] == known.get(place, one.row)["value"]
            yield replace(one, table=REGIONS) if told else one
        else:
            yield one


def _place(row: Row) -> tuple[str, ...]:
    """Return the place of a figure in a source, where those of all regions stand."""
    return tuple(row[c] for c in ("indicator", "period", "source", "locator"))


def unknown_area(written: str) -> Problem:
    """Tell what to do about an area that no list has.

    Examples
    --------
    >>> unknown_area("CN-GDD").details
    {'near': 'CN-GD'}
    """
    codes = [f.codes for t in FACTS for f in table_schemas()[t].fields if f.name == "area"]
    near = nearest(written, [code for own in codes for code in own])
    details = {"near": near} if near else {}
    return Problem("", 0, "", "", "new_area_near" if near else "new_area", details)
