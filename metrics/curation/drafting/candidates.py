"""Every number of a text that nothing explains, as a row that may become a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from metrics.curation.drafting.dating import Dating, dated, heading_year
from metrics.curation.drafting.forms_of_numbers import Form, printed_form
from metrics.curation.drafting.nominating import LEAST, Nominating, Nominee
from metrics.model.definition import Definition
from metrics.model.period import Period
from metrics.model.series import HOME, of_region
from metrics.proof.context import Context
from metrics.proof.numbers import Stated
from metrics.proof.periods import shifted
from metrics.proof.places import WORLD, Places
from metrics.proof.reading import read_all
from metrics.proof.sentences import Sentence
from metrics.proof.texts import Paragraph
from metrics.tables.dataset import Tables
from metrics.verification import years_kept
from metrics.verification.flatten import flatten
from metrics.verification.numerals import numerals
from metrics.verification.rules import classified

# Sentences before that may say what a number is of.
_HEARD = 2
_TITLE = 80


@dataclass(frozen=True)
class Drafted:
    """A number of a text that may be a figure.

    Parameters
    ----------
    start, end : int
        Offsets of the number in the text.
    form : Form
        Its printed form.
    context : Context
        What the words around it say.
    sentence : Sentence
        Where it stands.
    nominees : tuple of Nominee
        The indicators that it may be of, the best first.
    dating : Dating
        When, as the first of them writes its periods.
    area : str
        Code of the economy or the region.
    """

    start: int
    end: int
    form: Form
    context: Context
    sentence: Sentence
    nominees: tuple[Nominee, ...]
    dating: Dating
    area: str

    @property
    def best(self) -> Definition | None:
        """The indicator that is filled in; None where none fits well."""
        return _best(self.nominees)

    @property
    def printed(self) -> str:
        """The printed form."""
        form = self.form
        return self.sentence.words(form.start, form.end).strip() + form.shared


def candidates(text: str, tables: Tables, published: str = "") -> tuple[Drafted, ...]:
    """Draft a row for every number of a text that may be a figure.

    Parameters
    ----------
    text : str
        A report, in Chinese or English.
    tables : Tables
        What is known.
    published : str
        The day on which it came out, where that is known.

    Returns
    -------
    tuple of Drafted
        In the order of the text.

    Examples
    --------
    >>> from metrics import load
    >>> text = "一、工作进展\\n2026年，全国专利商标质押融资额超过9100亿元，同比增长7.1%。"
    >>> for one in candidates(text, load()):
    ...     one.printed, one.nominees[0].definition.id, one.dating.code
    ('超过9100亿元', 'pledge_financing', '2026')
    ('7.1%', 'pledge_financing_yearly_growth', '2025/2026')
    """
    nominating = Nominating(tables)
    found: list[Drafted] = []
    heard: list[str] = [text[:_TITLE]]
    heading = None
    for read in read_all(text, tables, _looked_over(text)):
        heading = heading_year(read) or heading
        for sentence, contexts in zip(read.parts, read.sentences, strict=True):
            for context in contexts:
                form = printed_form(sentence, context.stated, nominating.units)
                if form is None:
                    continue
                start, end = read.paragraph.original(context.stated.start, context.stated.end)
                nominees = nominating.nominees(context, sentence, form, heard[-_HEARD:])
                best = _best(nominees)
                area = _area(context, sentence, best, tables)
                series = tables.all_series.get((best.id, area)) if best else None
                when = dated(context, sentence, best, series, (heading, published))
                one = Drafted(start, end, form, context, sentence, tuple(nominees), when, area)
                found += _each_year(one)
            heard.append(sentence.words(sentence.start, sentence.end))
    return tuple(sorted(found, key=lambda d: d.start))


def _each_year(one: Drafted) -> Iterator[Drafted]:
    """Yield a row for each year that a rate was kept, the last one last: 连续三年保持40%以上."""
    years = years_kept(one.sentence.words(one.sentence.start, one.context.stated.start))
    if not one.dating.code:
        years = 1
    for ago in range(years - 1, -1, -1):
        then = shifted(Period.parse(one.dating.code), -ago) if ago else None
        yield replace(one, dating=replace(one.dating, code=then.code)) if then else one


def _best(nominees: Sequence[Nominee]) -> Definition | None:
    fits = bool(nominees) and nominees[0].score >= LEAST
    return nominees[0].definition if fits else None


def _area(context: Context, sentence: Sentence, best: Definition | None, tables: Tables) -> str:
    """Return the economy; a region only of what the tables have by region.

    上海、四川等18个省出台: the number is the country's; 我国的全球专利申请量: so is this.
    """
    area = context.place.area
    if of_region(f"@{area}"):
        return area if best is not None and tables.regional.areas(best.id) else HOME
    named = Places(tables).areas(sentence.paragraph, sentence.start, context.stated.start)
    of_home = area == WORLD and HOME in named
    return HOME if of_home and (best is None or area not in tables.areas(best.id)) else area


def _looked_over(text: str) -> Callable[[Paragraph, Stated], Stated]:
    """Return what takes for a figure all that verification has no class for."""
    flat = flatten(text)
    found = numerals(flat.text)
    classes = classified(flat, found)
    spans = [(*flat.original(n.start, n.end), classes.get(n, "")) for n in found]

    def look(paragraph: Paragraph, stated: Stated) -> Stated:
        if paragraph.lang != "zh":
            return stated
        start, end = paragraph.original(stated.start, stated.end)
        own = [code for a, b, code in spans if a < end and start < b]
        if not own or (set(own) == {"name"} and not stated.plain):
            return stated
        return replace(stated, plain=next((code for code in own if code), "") if all(own) else "")

    return look
