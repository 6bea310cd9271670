"""The folder of the tables goes away, breaks, or is held by others, while all is served."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from metrics import DataError, load
from metrics.locale import LANGS, Lang, text
from metrics.tables.problems import UNREADABLE
from pages.parts.http import opendata
from pages.parts.http.offers import FILES
from pages.parts.state import course, store
from tests.apps import html, open_page
from tests.asking import EVERY, Answer, ask, post
from tests.tables.breaking import no_text, replaced_by_a_folder, truncated

DECK = b'{"format": "ip-statistics-deck", "slides": [{"layout": "chart", "views": ["gii_rank"]}]}'


@pytest.fixture
def folder(copied: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of tables that is served and may go away."""
    monkeypatch.setattr(store, "DATA", copied)
    monkeypatch.setattr(store, "_HOLDER", store.Holder())
    monkeypatch.setattr(opendata, "ANSWERS", opendata.Answers())
    monkeypatch.setattr(course, "COURSE", course.Course())
    course.COURSE.warm.set()
    return copied


def away(folder: Path) -> None:
    shutil.move(folder, folder.with_name("elsewhere"))


def emptied(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


BREAKS = [away, emptied, truncated, no_text, replaced_by_a_folder]


def plain(address: str, **given: str) -> Answer:
    return ask(address, folder="/", app=EVERY, **given)


def problems() -> int:
    """Count what is wrong with the files; tables are served, and visitors led here."""
    answer = plain("readyz")
    assert answer.status == 200
    count: int = json.loads(answer.body)["problems"]
    return count


@pytest.mark.parametrize("broken", BREAKS)
def test_the_last_sound_tables_stay_in_service(
    folder: Path, broken: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {name: ask(name) for name in FILES}
    assert {a.status for a in before.values()} == {200}
    broken(folder)
    monkeypatch.setattr(opendata, "ANSWERS", opendata.Answers())
    for name, answer in before.items():
        after = ask(name)
        assert (after.status, after.body) == (200, answer.body), name
        assert after.headers["last-modified"] == answer.headers["last-modified"]
        assert ask(name, if_none_match=answer.headers["etag"]).status == 304
    deck = quote("chart!indicator?id=gii_rank", safe="")
    assert plain(f"present?d={deck}").status == 200
    assert plain("deck").status == 200
    assert post("deck", "deck", DECK).status in (303, 400)
    assert problems() > 0


@pytest.mark.parametrize("broken", BREAKS)
@pytest.mark.parametrize("lang", LANGS)
def test_without_sound_tables_the_reason_is_told(
    folder: Path, broken: Callable[[Path], None], lang: Lang
) -> None:
    broken(folder)
    with pytest.raises(DataError) as fault:
        load(folder)
    first = fault.value.problems[0].message(lang)
    for name in FILES:
        told = ask(f"{name}?lang={lang}").problem
        assert told["status"] == 503
        assert told["title"] == text(lang)("api.unavailable")
        assert told["problems"][0] == first
    assert plain("readyz").status == 503
    assert plain("healthz").status == 200
    answer = plain(f"present?lang={lang}&d=x")
    assert answer.status == 503
    assert fault.value.problems[0].file in answer.body.decode()
    assert post("deck", "deck", DECK).status in (400, 503)


def test_a_folder_that_comes_back_is_served(folder: Path) -> None:
    away(folder)
    assert ask("indicators.csv").status == 503
    shutil.move(folder.with_name("elsewhere"), folder)
    assert ask("indicators.csv").status == 200
    assert problems() == 0


def test_a_file_that_another_program_holds_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = True
    read = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if held and path.name == "units.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    told = ask("indicators.csv?lang=en").problem
    assert told["status"] == 503
    assert told["problems"] == [_unreadable(folder)]
    held = False
    assert ask("indicators.csv").status == 200
    # Once it was served it stays so, though the file is held while it is written anew.
    held = True
    (folder / "units.csv").touch()
    assert ask("indicators.csv").status == 200
    assert problems() == 1
    held = False
    assert problems() == 0


def _unreadable(folder: Path) -> str:
    with pytest.raises(DataError) as fault:
        load(folder)
    assert [p.code for p in fault.value.problems] == [UNREADABLE]
    return fault.value.problems[0].message("en")


def test_files_that_vanish_between_two_looks_are_a_fault_of_the_tables(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The one table that need not be there is not.
    monkeypatch.setattr(Path, "is_file", lambda path: path.stem != "conventions")
    assert ask("indicators.csv").status == 200
    away(folder)
    assert ask("indicators.csv").status == 200
    assert problems() > 0


class TestRegionsAlone:
    """Their table is read when it is first asked for: what needs it tells the fault."""

    @pytest.fixture(autouse=True)
    def broken(self, folder: Path) -> None:
        path = folder / "regions.csv"
        path.write_bytes(b"x" + path.read_bytes())

    @pytest.mark.parametrize(
        "address",
        [
            "data/regions.csv?lang=en",
            "data/package.zip?lang=en",
            "present?lang=en&d=table!regions%3Fid%3Dpatents_granted_domestic%26show%3Dtable",
            "present/deck.svg?lang=en&name=regions",
            "picture.svg?lang=en&view=regions%3Fid%3Dpatents_granted_domestic",
        ],
    )
    def test_a_file_of_regions_says_what_is_wrong(self, address: str) -> None:
        answer = ask(address, folder="/", app=EVERY)
        assert answer.status == 503
        assert "xindicator" in unescape(answer.body.decode())

    @pytest.mark.parametrize("page", ["briefing", "explorer", "data", "checks", "regions"])
    def test_pages_are_there(self, page: str) -> None:
        app = open_page(page, "en")
        assert not app.exception
        assert "ip-foot" in html(app)
