"""Export of a written brief: a ready-made deck, one from a file, or single views, as a document."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from metrics.briefing.documents import brief
from metrics.briefing.documents.model import Brief
from metrics.cli.options import data_option, lang_option, load_or_exit
from metrics.cli.output import Misuse, bar, tell
from metrics.cli.slides import FILE, chosen_deck, which_deck
from metrics.cli.targets import output_file, written
from metrics.exports.docx import LAYOUTS, faces_of, write
from metrics.exports.docx.layout import Name
from metrics.exports.files import save
from metrics.exports.templates import TemplateError
from metrics.locale import Lang, text
from metrics.model.selection import Selection
from metrics.reconciliation import in_view
from metrics.tables.stores import Store

HELP = "A written brief as a document: sentences, native charts, tables, footnotes, an annex."


@click.command("docx", help=HELP)
@which_deck
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="official",
    show_default=True,
    help="The manner of official documents of China (GB/T 9704), or a plain one.",
)
@click.option("--title", default="", help="What the brief is called, if not as its cover.")
@click.option("--office", default="", help="Who issues it.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day on which it is issued; today by default.",
)
@click.option("--template", type=FILE, help="A document whose page and styles the brief uses.")
@click.option("-o", "--output", required=True, metavar="FILE", help="The file to write.")
@lang_option
@data_option
def docx(
    deck: Path | None,
    theme: str,
    views: tuple[str, ...],
    no_supplement: bool,
    implied: bool,
    output: str,
    lang: Lang,
    data: Store,
    day: datetime | None,
    **own: Any,
) -> None:
    """Write a brief."""
    path = output_file(output, lang)
    tables = load_or_exit(data, lang)
    wanted = Selection(supplement=not no_supplement, implied=implied)
    chosen = chosen_deck(tables, deck, theme, views, wanted, lang)
    tables = in_view(tables, chosen.selection)
    issued = day.date() if day is not None else date.today()
    made = brief(tables, chosen, lang, issued, office=own["office"], title=own["title"])
    _remark(made, views, lang)
    _save(made, path, own["layout"], own["template"])


def _remark(made: Brief, views: tuple[str, ...], lang: Lang) -> None:
    """Tell what cannot be shown and which numbers are doubtful; refuse what would say nothing."""
    if views and made.faults:
        raise Misuse("\n".join(made.faults), lang, "--view")
    if not made.blocks:
        raise Misuse(text(lang)("cli.no_brief"), lang, "--deck")
    tell(*made.faults, err=True)
    for title, numerals in made.doubtful:
        tell(f"{title}: {text(lang)('briefing.unresolved', numerals=numerals)}", err=True)


def _save(made: Brief, path: Path, layout: Name, template: Path | None) -> None:
    lang = made.lang
    try:
        with bar(lang) as progress, written(path, lang):
            save(
                path,
                lambda file: write(made, file, name=layout, template=template, progress=progress),
            )
    except TemplateError as fault:
        raise Misuse(fault.words(lang), lang, "--template") from None
    say = text(lang)
    tell(say("cli.brief_written", file=path, count=len(made.of("Chart"))))
    if template is None:
        faces = (
            say("docx.face_else", face=face, other=other) if other else face
            for face, other in faces_of(layout, lang).items()
        )
        tell(say("docx.faces", faces=say("list.comma").join(faces)))


def add_to(export: click.Group) -> None:
    """Add the command to a group."""
    export.add_command(docx)
