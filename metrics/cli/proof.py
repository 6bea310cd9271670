"""The command that checks the numbers of any text against the tables."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO

import click

from metrics.cli.options import data_option, lang_option, load_or_exit
from metrics.cli.output import Misuse, tell, tell_json
from metrics.cli.targets import output_file, written
from metrics.exports.files import save
from metrics.exports.proofs import docx_bytes, html_bytes, json_text, place, righted
from metrics.locale import Lang, text
from metrics.proof import VERDICTS, Judged
from metrics.proof.documents import SUFFIXES, DocumentError, words_of
from metrics.proof.judge import judge
from metrics.proof.sizes import LARGEST
from metrics.tables.stores import Store

_FILES: dict[str, Callable[[str, Sequence[Judged], Lang], bytes]] = {
    "html": html_bytes,
    "docx": docx_bytes,
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "docx"]),
    default="text",
    show_default=True,
    help="text, json for programs, or the text with marks and notes as a page or for Word.",
)
@click.option("-o", "--output", help="File to write; only for html and docx, which need one.")
@lang_option
def proof(file: Path, data: Store, form: str, output: str | None, lang: Lang) -> None:
    """Check every number of a text, or of what is typed in where FILE is -.

    Each number is held against the figures that the words around it name. Exit with 1 where one is
    contradicted or wrong.
    """
    made = _FILES.get(form)
    if (made is None) != (output is None):
        key = "needless" if made is None else "needed"
        raise Misuse(text(lang)(f"proof.fault.{key}", form=form), lang, "--output")
    path = output_file(output, lang) if output is not None else None
    tables = load_or_exit(data, lang)
    words = _read(file, lang)
    judged = judge(words, tables, lang)
    if made and path:
        content = made(words, judged, lang)
        with written(path, lang):
            save(path, partial(_put, content))
    elif form == "json":
        tell_json(json_text(judged))
    else:
        tell(*_lines(words, judged, lang))
    sys.exit(1 if any(j.accused for j in judged) else 0)


def _put(content: bytes, opened: IO[bytes]) -> None:
    opened.write(content)


def _read(file: Path, lang: Lang) -> str:
    """Read a text in any of the usual encodings, a Word document or a presentation."""
    typed = str(file) == "-"
    try:
        if typed:
            raw = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with file.open("rb") as opened:
                raw = opened.read(LARGEST + 1)
        return words_of("" if typed else file.name, raw)
    except FileNotFoundError:
        fault = "missing"
    except (OSError, ValueError) as raised:
        fault = raised.reason if isinstance(raised, DocumentError) else "unreadable"
    told = text(lang)(f"proof.fault.{fault}", file=file, kinds=" ".join(SUFFIXES))
    raise Misuse(told, lang, "FILE")


def _lines(words: str, judged: Sequence[Judged], lang: Lang) -> Iterator[str]:
    """Yield a line for each number that may be a statistic, then how many there are."""
    say = text(lang)
    for one in judged:
        if one.verdict != "not_a_figure":
            yield say(
                "proof.line",
                place=place(words, one.start, lang),
                verdict=say(f"proof.verdict.{one.verdict}"),
                text=" ".join(one.text.split()),
                right=say("proof.right", value=one.right) if one.right else "",
                why=one.why,
            )
    if not judged:
        yield say("proof.none")
        return
    counted = Counter(j.verdict for j in judged)
    counts = (
        say("proof.count", name=say(f"proof.verdict.{v}"), count=counted[v])
        for v in VERDICTS
        if counted[v]
    )
    yield say("proof.summary", count=len(judged), counts=say("list.comma").join(counts))
    if told := righted(words, judged, lang):
        yield told
