"""The curated figures against the texts of the reports, which are not part of the project.

``REPORTS_DIR`` names the folder that has them.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from metrics import Tables
from metrics.cli import main
from metrics.printed.reading import read_printed
from metrics.printed.refused import PrintedError
from metrics.verification import (
    Claim,
    Reading,
    account,
    claims,
    documents,
    find_text,
    marked,
    read_document,
    verify,
)
from metrics.verification.copies import name_of, read_copy
from metrics.verification.excerpts import excerpts
from metrics.verification.flatten import decode, signs_of

FOLDER = os.environ.get("REPORTS_DIR", "")
MAIN = ("cnipa-work-report-2023", "hdu-reader-2024-24")
pytestmark = pytest.mark.skipif(
    not FOLDER, reason="the texts are not in the repository; REPORTS_DIR names a folder with them"
)


@pytest.fixture(scope="module")
def folder(tables: Tables) -> Path:
    path = Path(FOLDER)
    missing = [d for d in documents(tables) if find_text(path, d) is None]
    assert not missing, f"{path} has no {missing}"
    return path


@pytest.fixture(scope="module", params=MAIN)
def read(
    request: pytest.FixtureRequest, tables: Tables, folder: Path
) -> tuple[Reading, list[Claim]]:
    document = str(request.param)
    text = find_text(folder, document)
    assert text is not None
    return read_document(tables, document, text), list(claims(tables, document))


def test_nothing_is_missed_and_nothing_left_over(tables: Tables, folder: Path) -> None:
    done = verify(tables, folder)
    for one in done.accounts:
        assert one.missed == one.leftovers == one.idle == ()
        assert one.figures + len(one.classes) == len(one.reading.numerals)
    assert done.sound


def test_the_command_says_so_in_time(folder: Path, folder_of_tables: Path) -> None:
    start = time.perf_counter()
    done = CliRunner().invoke(
        main,
        ["verify", "--data", str(folder_of_tables), "--sources", str(folder), "--format", "json"],
    )
    assert time.perf_counter() - start < 5
    assert done.exit_code == 0
    assert json.loads(done.output)["sound"] is True


def test_every_fact_has_a_short_passage_of_whole_sentences(tables: Tables, folder: Path) -> None:
    for document in documents(tables):
        copy = read_copy(tables, folder, document)
        assert copy.state == "read"
        assert copy.gaps == {}
        for claim in claims(tables, document):
            (passage,) = excerpts(copy, {name_of(claim)})
            (run,) = passage.runs
            words = "".join(s.text for s in run)
            marked = signs_of("".join(s.text for s in run if s.mark))
            assert marked == signs_of(claim.printed)
            assert len(words) <= 200
            assert words[-1] in "。！？”」）" or words[-1] in claim.printed, words[-1]


def test_no_text_of_more_than_a_few_signs_is_in_the_tables(tables: Tables, folder: Path) -> None:
    for name, column in (("explanations", "context"), ("outline", "opens")):
        for signs in tables.frames[name][column]:
            assert len(signs_of(signs)) <= 24


# What a copy of one's own may differ in.

WIDE = str.maketrans("0123456789.,%():;", "０１２３４５６７８９．，％（）：；")


def wrapped(text: str, width: int) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n".join(s[n : n + width] for s in lines for n in range(0, len(s), width))


def paged(text: str) -> str:
    lines = wrapped(text, 36).split("\n")
    pages = [lines[n : n + 30] for n in range(0, len(lines), 30)]
    return "".join(
        "\n".join(["文件汇编 第3辑", *page, f"— {n} —"]) + "\n\f" for n, page in enumerate(pages, 1)
    )


COPIES: dict[str, Callable[[str], str]] = {
    "narrow": lambda text: wrapped(text, 19),
    "wide signs": lambda text: text.translate(WIDE),
    "pages": paged,
    "blanks in numbers": lambda text: re.sub(r"(?<=[0-9.])(?=[0-9.万亿])", " ", text),
    "breaks in numbers": lambda text: re.sub(r"(?<=[0-9.])(?=[0-9.万亿])", "\n", text),
    "blanks everywhere": " ".join,
    "no breaks": lambda text: re.sub(r"\s+", "", text),
    "traditional": lambda text: text.translate(
        str.maketrans("个万亿过约占达产权国发识质业级务协", "個萬億過約佔達產權國發識質業級務協")
    ),
    "corner quotes": lambda text: text.replace("“", "「").replace("”", "」"),
    "straight quotes": lambda text: text.replace("“", '"').replace("”", '"'),
    "grouped digits": lambda text: re.sub(
        r"(?<![0-9])([0-9])([0-9]{3})(?=[余个件家亿])", r"\1,\2", text
    ),
    "radicals": lambda text: text.translate(str.maketrans("一二十", "⼀⼆⼗")),
    "another encoding": lambda text: decode(text.encode("gb18030")),
}


@pytest.mark.parametrize("copy", COPIES)
def test_copies_are_read_alike(tables: Tables, folder: Path, copy: str) -> None:
    for document in documents(tables):
        text = COPIES[copy](find_text(folder, document) or "")
        done = account(read_document(tables, document, text), claims(tables, document))
        assert done.missed == done.leftovers == ()
        assert done.sound


def test_missing_pages_are_told(tables: Tables, folder: Path) -> None:
    for document in MAIN:
        text = find_text(folder, document) or ""
        own = claims(tables, document)
        done = account(read_document(tables, document, text[: len(text) // 2]), own)
        assert not done.complete
        assert done.reading.outline.missing
        assert {m.fault for m in done.missed} <= {"no_place", "absent", "elsewhere"}
        assert done.leftovers == ()


def test_every_figure_is_marked_in_the_original(tables: Tables, folder: Path) -> None:
    for document in documents(tables):
        text = paged(find_text(folder, document) or "")
        marks = marked(text, document, tables)
        told = [(signs_of(text[m.start : m.end]), c) for m in marks for c in m.claims]
        assert {c for _, c in told} == set(claims(tables, document))
        for signs, claim in told:
            assert signs.replace("文件汇编第3辑", "").startswith(signs_of(claim.printed)[:1])
        assert not any(m.left_over for m in marks)


@pytest.mark.parametrize(
    "figure",
    ["另有57家", "另有七家", "共3.5亿元", "连续四年", "第六位", "首位", "三分之二", "百余场"],
)
def test_a_figure_put_into_the_text_is_left_over(tables: Tables, folder: Path, figure: str) -> None:
    for document in documents(tables):
        text = find_text(folder, document) or ""
        own = claims(tables, document)
        for m in list(re.finditer("[,，]", text))[::40]:
            longer = f"{text[: m.end()]}{figure}{m[0]}{text[m.end() :]}"
            assert account(read_document(tables, document, longer), own).leftovers, m


# Changes of one fact, none of which may go unnoticed.

_HAN = "一二三四五六七八九"
_BOUNDS = ("超过", "超", "近", "约", "突破", "不足", "至少")


def digit_changed(claim: Claim) -> Iterator[Claim]:
    """Each digit of the printed form another one; signs for numbers as well."""
    for at, sign in enumerate(claim.printed):
        others = (
            "0123456789" if sign in "0123456789" else _HAN if sign in _HAN + "两十百千万首" else ""
        )
        for other in others:
            if other != sign:
                changed = claim.printed[:at] + other + claim.printed[at + 1 :]
                yield replace(claim, printed=changed)


def qualifier_changed(claim: Claim) -> Iterator[Claim]:
    """Yield the words of the qualifier taken away, put in, or exchanged; and its code alone."""
    printed = claim.printed
    forms = set()
    words = re.compile("约占全国的|超过|突破|超|近|迈上")
    if m := words.search(printed):
        forms |= {printed.replace(m[0], other, 1) for other in ("", *_BOUNDS)}
    elif m := re.search(f"[0-9{_HAN}两十百千万第首]", printed):
        forms |= {printed[: m.start()] + other + printed[m.start() :] for other in _BOUNDS}
    for word in ("以上", "余", "多"):
        if word in printed:
            forms.add(printed.replace(word, ""))
    for form in sorted(forms - {printed}):
        try:
            keyed = read_printed(form).qualifier
        except PrintedError:
            continue
        yield replace(claim, printed=form, qualifier=keyed)
        yield replace(claim, printed=form)
    for code in ("exact", "about", "over", "at_least", "near", "at_most"):
        if code != claim.qualifier:
            yield replace(claim, qualifier=code)


def locator_changed(claim: Claim, reading: Reading) -> Iterator[Claim]:
    """Every other place of the text, places that it has not, and other numbers of the statement."""
    place = claim.locator.partition("#")[0]
    others = [*reading.outline.places, "nowhere", place + "/9", place + "#3", place + "#2", place]
    others.append(place.rpartition("/")[0] or "text")
    for other in dict.fromkeys(others):
        if other != claim.locator:
            yield replace(claim, locator=other)


def unnoticed(
    reading: Reading, own: list[Claim], changes: Callable[[Claim], Iterator[Claim]]
) -> list[Claim]:
    """Return changes after which neither the fact nor the numeral that it was is named."""
    found = []
    for n, claim in enumerate(own):
        for changed in changes(claim):
            done = account(reading, [*own[:n], changed, *own[n + 1 :]])
            if done.sound or not (done.missed or done.leftovers):
                found.append(changed)
    return found


def test_a_removed_fact_is_noticed(read: tuple[Reading, list[Claim]]) -> None:
    reading, own = read
    for n, claim in enumerate(own):
        done = account(reading, [*own[:n], *own[n + 1 :]])
        assert len(done.leftovers) == 1, claim
        assert done.leftovers[0].place == claim.locator.partition("#")[0] or done.missed, claim


def test_a_changed_digit_is_noticed(read: tuple[Reading, list[Claim]]) -> None:
    assert unnoticed(*read, digit_changed) == []


def test_a_changed_qualifier_is_noticed(read: tuple[Reading, list[Claim]]) -> None:
    assert unnoticed(*read, qualifier_changed) == []


def test_a_changed_locator_is_noticed(read: tuple[Reading, list[Claim]]) -> None:
    reading, own = read
    assert unnoticed(reading, own, lambda claim: locator_changed(claim, reading)) == []


def test_every_kind_of_change_is_made_for_every_fact(read: tuple[Reading, list[Claim]]) -> None:
    reading, own = read
    for claim in own:
        assert list(digit_changed(claim)), claim
        assert len(list(qualifier_changed(claim))) > 5, claim
        assert len(list(locator_changed(claim, reading))) > 20, claim
