"""The command that drafts the figures of a new report."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from metrics.cli.extracts import output_option
from metrics.cli.options import data_option, lang_option, load_or_exit
from metrics.cli.output import Misuse, tell
from metrics.cli.targets import output_file, written
from metrics.curation.drafting.candidates import candidates
from metrics.curation.drafting.reports import SUFFIXES, ReportError, report_words
from metrics.curation.drafting.sheets import DraftForms
from metrics.curation.drafting.sources import proposed_source
from metrics.exports.files import save
from metrics.exports.workbook.curators import CuratorsPlan
from metrics.exports.workbook.write import write
from metrics.locale import Lang, text
from metrics.proof.sizes import LARGEST
from metrics.tables.stores import Store
from metrics.views.extracts import extract
from metrics.views.filters import Filters

_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


@click.command()
@click.option(
    "--text",
    "report",
    required=True,
    type=click.Path(path_type=Path),
    help="The report: .txt, .docx, .pptx or .pdf.",
)
@output_option
@click.option(
    "--source", default="", help="Id of the report, listed or new; else made of the file's name."
)
@lang_option
@data_option
def draft(report: Path, output: str, source: str, lang: Lang, data: Store) -> None:
    """Draft a workbook of the figures of a new report, each to be confirmed or struck.

    A row for each number that nothing explains, with its printed form, value, indicator and period
    as far as the words around it tell them. What is confirmed goes through `import`.
    """
    path = output_file(output, lang)
    say = text(lang)
    if source and not _ID.fullmatch(source):
        raise Misuse(say("curate.bad_source", value=source), lang, "--source")
    tables = load_or_exit(data, lang)
    words = _read(report, lang)
    new = () if source in tables.sources else proposed_source(words, report.stem, source, tables)
    known = dict(new)
    day = known["published"] if new else tables.sources[source].published
    drafted = candidates(words, tables, day if _is_day(day) else "")
    if not drafted:
        tell(say("curate.draft_none", file=report.name), err=True)
        raise SystemExit(1)
    forms = DraftForms.of(tables, drafted, lang, known.get("id", source), new)
    plan = CuratorsPlan(forms, extract(tables, Filters(), lang))
    with written(path, lang):
        save(path, lambda file: write(plan, file))
    unknown = sum(one.best is None for one in drafted)
    tell(say("curate.drafted", file=path, count=len(drafted), unknown=unknown))


def _is_day(written_: str) -> bool:
    try:
        return date.fromisoformat(written_).isoformat() == written_
    except ValueError:
        return False


def _read(file: Path, lang: Lang) -> str:
    """Read a report; what cannot be read is told in a sentence."""
    try:
        with file.open("rb") as opened:
            return report_words(file.name, opened.read(LARGEST + 1))
    except ReportError as fault:
        reason: str = fault.reason
    except FileNotFoundError:
        reason = "missing"
    except OSError:
        reason = "unreadable"
    told = text(lang)(f"curate.draft.unread_{reason}", file=file.name, kinds=" ".join(SUFFIXES))
    raise Misuse(told, lang, "--text")
