"""Export of slides: a ready-made deck, one from a file, or single views, in five forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from metrics.briefing.addresses import kind_of
from metrics.briefing.changes import issued
from metrics.briefing.covers import OVERALL
from metrics.briefing.deck import Deck, DeckError, Layout, Slide, from_json
from metrics.briefing.editing import filled_in
from metrics.briefing.exhibits import exhibit
from metrics.briefing.ready import DECKS, ready
from metrics.briefing.slides import Page
from metrics.charts.plotly.posters import FORMATS, PosterForm
from metrics.charts.spec import ChartSpec
from metrics.cli.options import data_option, implied_option, lang_option, load_or_exit
from metrics.cli.output import Failure, Misuse, bar, tell
from metrics.cli.targets import output_file, output_folder, written
from metrics.exports import decks
from metrics.exports.errors import ImageError
from metrics.exports.files import Progress, save, save_all
from metrics.exports.images import shared
from metrics.exports.pdf import pdf_bytes
from metrics.exports.pictures import Ending, pictures
from metrics.exports.pptx import TemplateError
from metrics.exports.pptx import write as write_pptx
from metrics.exports.web import html_bytes
from metrics.locale import Lang, text
from metrics.model.selection import Selection
from metrics.reconciliation import in_view
from metrics.tables.dataset import Tables
from metrics.tables.stores import Store

HELP = {
    "pptx": "Slides with native, editable charts, speaker notes and alternative texts.",
    "pdf": "Slides as one PDF, a slide a page.",
    "html": "Slides as one file that opens in any browser and asks no host for anything.",
    "png": "A picture of each slide, 1920 by 1080 pixels or twice that, into a folder.",
    "svg": "A drawing of each slide, into a folder.",
}
LAYOUTS: dict[str, Layout] = {"chart": "chart", "figure": "figures", "table": "table"}
PICTURES: dict[str, Ending] = {"png": "png", "svg": "svg"}
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
template_option = click.option(
    "--template", type=FILE, help="A presentation whose master the slides use."
)
form_option = click.option(
    "--form",
    "shape",
    type=click.Choice(tuple(FORMATS)),
    help="The chart alone with its notes and sources, in this format, in place of its slide.",
)
scale_option = click.option(
    "--scale",
    type=click.IntRange(1, 2),
    default=1,
    show_default=True,
    help="2 for 3840 by 2160 pixels.",
)


_WHICH = (
    click.option("--deck", type=FILE, help="A kept deck; what changed since is added."),
    click.option(
        "--theme",
        type=click.Choice(DECKS),
        default=OVERALL,
        show_default=True,
        help="A ready-made deck.",
    ),
    click.option(
        "--view", "views", multiple=True, help="Only this view, such as 'indicator?id=gii_rank'."
    ),
    click.option("--no-supplement", is_flag=True, help="Only figures of the five reports."),
    implied_option,
)


def which_deck(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which deck is meant."""
    for option in reversed(_WHICH):
        command = option(command)
    return command


_COVER = {
    "title": "Title of the cover.",
    "subtitle": "What stands below it.",
    "office": "Who issues the slides.",
    "author": "Who presents them.",
    "date": "The day on the cover, such as 2026-01-30; today by default.",
}


def _cover(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that fill in a cover."""
    for name, told in reversed(_COVER.items()):
        command = click.option(f"--{name}", default="", metavar="TEXT", help=told)(command)
    return command


def _command(form: str) -> click.Command:
    """Return the command of one form."""

    @which_deck
    @_cover
    @click.option(
        "-o",
        "--output",
        required=True,
        metavar="FOLDER" if form in PICTURES else "FILE",
        help="The folder for the pictures." if form in PICTURES else "The file to write.",
    )
    @lang_option
    @data_option
    def command(
        deck: Path | None,
        theme: str,
        views: tuple[str, ...],
        no_supplement: bool,
        implied: bool,
        output: str,
        lang: Lang,
        data: Store,
        **own: Any,
    ) -> None:
        path = (output_folder if form in PICTURES else output_file)(output, lang)
        tables = load_or_exit(data, lang)
        wanted = Selection(supplement=not no_supplement, implied=implied)
        chosen = chosen_deck(tables, deck, theme, views, wanted, lang)
        chosen = filled_in(chosen, {name: own.pop(name) for name in _COVER}, lang)
        tables = in_view(tables, chosen.selection)
        pages = issued(tables, chosen, lang, date.today())
        _remark(pages, views, lang)
        drawn: Sequence[Page] | Sequence[ChartSpec]
        with _told(lang), bar(lang) as progress:
            if form in PICTURES:
                drawn = _charts(tables, chosen, lang) if own.get("shape") else pages
                _pictures(PICTURES[form], drawn, lang, path, progress, **own)
            else:
                drawn = pages
                _file(form, tables, pages, lang, path, progress, **own)
        told = "cli.pictures_written" if own.get("shape") else "cli.slides_written"
        tell(text(lang)(told, file=path, count=len(drawn)))

    own = {"pptx": [template_option], "png": [scale_option, form_option], "svg": [form_option]}
    for option in own.get(form, []):
        command = option(command)
    return click.command(form, help=HELP[form])(command)


def _remark(pages: Sequence[Page], views: Sequence[str], lang: Lang) -> None:
    """Tell what cannot be shown and which numbers are doubtful; refuse what would show nothing."""
    faults = [fault for page in pages for fault in page.faults]
    if views and faults:
        raise Misuse("\n".join(faults), lang, "--view")
    if not pages:
        raise Misuse(text(lang)("cli.no_slides"), lang, "--deck")
    tell(*faults, err=True)
    for page in pages:
        if page.unresolved:
            listed = text(lang)("list.comma").join(page.unresolved)
            told = text(lang)("briefing.unresolved", numerals=listed)
            tell(f"{page.title}: {told}", err=True)


def chosen_deck(
    tables: Tables,
    file: Path | None,
    theme: str,
    views: Sequence[str],
    selection: Selection,
    lang: Lang,
) -> Deck:
    """Return the deck that is asked for: from a file, of single views, or ready-made.

    Parameters
    ----------
    tables : Tables
        The tables, whatever is in view.
    file : Path or None
        A kept deck, which is taken before all else.
    theme : str
        Name of a ready-made deck.
    views : sequence of str
        Addresses of views, which are taken before a ready-made deck.
    selection : Selection
        What is in view.
    lang : str
        Of messages.

    Returns
    -------
    Deck
        The deck, with what is in view.

    Raises
    ------
    Misuse
        Where the file is no deck.

    Examples
    --------
    >>> from metrics import load
    >>> views = ["indicator?id=gii_rank"]
    >>> len(chosen_deck(load(), None, "overall", views, Selection(), "en").slides)
    1
    """
    if file is not None:
        try:
            return from_json(file.read_bytes())
        except DeckError as fault:
            raise Misuse(fault.words(lang), lang, "--deck") from None
    if views:
        return Deck(tuple(Slide(LAYOUTS[kind_of(v)], (v,)) for v in views), selection)
    return ready(in_view(tables, selection), theme)


def _pictures(
    form: Ending,
    drawn: Sequence[Page] | Sequence[ChartSpec],
    lang: Lang,
    folder: Path,
    progress: Progress,
    scale: int = 1,
    shape: PosterForm | None = None,
) -> None:
    """Write a file for each slide, or for each chart of them; all are there or none is."""
    if shape is None:
        slides = decks.shown([page for page in drawn if isinstance(page, Page)])
        made = decks.pictures(shared(), slides, form, scale, progress)
    else:
        charts = [spec for spec in drawn if isinstance(spec, ChartSpec)]
        made = pictures(shared(), charts, shape, form, scale, progress)
    with written(folder, lang):
        save_all(folder, made)


def _charts(tables: Tables, deck: Deck, lang: Lang) -> list[ChartSpec]:
    """Return the charts of a deck, each once; refuse a deck that has none."""
    views = dict.fromkeys(view for slide in deck.slides for view in slide.views)
    charts = []
    for view in views:
        # What cannot be shown was told already.
        with suppress(DeckError):
            spec = exhibit(tables, view, lang).spec
            charts += [spec] if spec is not None else []
    if not charts:
        raise Misuse(text(lang)("cli.no_charts"), lang, "--form")
    return charts


def _file(
    form: str,
    tables: Tables,
    pages: Sequence[Page],
    lang: Lang,
    path: Path,
    progress: Progress,
    template: Path | None = None,
) -> None:
    title = decks.title_of(pages, lang)

    def write(file: IO[bytes]) -> None:
        if form == "pptx":
            write_pptx(pages, tables, lang, file, title=title, template=template, progress=progress)
            return
        if form == "html":
            file.write(html_bytes(decks.with_notes(pages, tables, lang), title, lang))
            progress(len(pages), len(pages))
        else:
            slides = decks.with_remarks(pages, lang)
            author = decks.issuer(tables, lang)
            file.write(pdf_bytes(shared(), slides, title, author, lang, progress))

    with written(path, lang):
        save(path, write)


@contextmanager
def _told(lang: Lang) -> Iterator[None]:
    """Say in words what keeps slides from being drawn; end the browser that drew them."""
    try:
        yield
    except ImageError as fault:
        raise Failure(fault.reason(lang), lang) from None
    except TemplateError as fault:
        raise Misuse(fault.words(lang), lang, "--template") from None
    finally:
        shared().close()


def add_to(export: click.Group) -> None:
    """Add the command of each form to a group."""
    for form in HELP:
        export.add_command(_command(form))
