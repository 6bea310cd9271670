"""What changed in the tables: the foot of every page, the page of the data, the feed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from lxml import etree

from metrics import load
from metrics.history.states import History, history_of
from metrics.locale import LANGS, Lang
from metrics.tables.read import DATA
from pages.parts.state import past, store
from tests.apps import html, open_page
from tests.asking import ask
from tests.history.test_states import git, keep

ATOM = "{http://www.w3.org/2005/Atom}"
RANK = "gii_rank,CN,2025,10,第10位,".encode()
WRONG = "gii_rank,CN,2025,9,第9位,".encode()
NAMES = {"a": ATOM.strip("{}")}


@pytest.fixture
def known(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a rank have been corrected on 4 March, two days after it was new."""
    git(copied.parent, "init", "-q")
    present = (copied / "indicators.csv").read_bytes()
    kept = [line for line in present.splitlines(keepends=True) if RANK not in line]
    (copied / "indicators.csv").write_bytes(b"".join(kept))
    keep(copied.parent, "2026-01-01")
    (copied / "indicators.csv").write_bytes(present.replace(RANK, WRONG))
    keep(copied.parent, "2026-03-02")
    (copied / "indicators.csv").write_bytes(present)
    keep(copied.parent, "2026-03-04")
    monkeypatch.setattr(past, "history_of", lambda _: history_of(copied))
    monkeypatch.setattr(past, "_CHANGED", past.Kept())
    monkeypatch.setattr(past, "_DAYS", past.Kept())
    monkeypatch.setattr(store, "_SHARED", store.Shelf(store.MOST))


FOOT = {
    "en": ("Data to ", "last changed 4 March 2026"),
    "zh": ("数据截至", "最近更新2026年3月4日"),
}


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["overview", "checks", "regions"])
def test_every_page_ends_with_the_day_of_the_last_change(name: str, lang: Lang) -> None:
    body = html(open_page(name, lang))
    foot = body[body.index("<footer") : body.index("</footer>")]
    data, changed = FOOT[lang]
    assert data in foot
    assert re.search(rf'href="[^"]*data[^"]*#ip-changes">{changed}</a>', foot)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Global Innovation Index rank · Worldwide comparison, 2025: 9th → 10th ("),
        ("zh", "，2025年：第9位 → 第10位（"),
    ],
)
def test_the_page_of_the_data_tells_the_change_with_a_link(lang: Lang, said: str) -> None:
    body = unescape(html(open_page("data", lang)))
    part = body[body.index("ip-changes") :]
    assert part.index('id="changes-2026-03-04"') < part.index('id="changes-2026-03-02"')
    (line,) = [line for line in part.splitlines() if said in line]
    assert re.search(r'href="[^"]*indicator\?[^"]*id=gii_rank', line)
    assert f'href="data/changes.atom?lang={lang}"' in part


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("lang", LANGS)
def test_the_feed_is_atom(lang: Lang) -> None:
    answer = ask(f"changes.atom?lang={lang}")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = etree.fromstring(bytes(answer.body))
    assert root.tag == f"{ATOM}feed"
    (self_,) = root.xpath("a:link[@rel='self']/@href", namespaces=NAMES)
    assert self_.startswith("http")
    assert self_.endswith(f"/data/changes.atom?lang={lang}")
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = root.xpath("//a:id/text()", namespaces=NAMES)
    assert len(ids) == len({*ids}) == 3
    assert all(code.startswith("urn:uuid:") for code in ids)
    for one in (root, *root.findall(f"{ATOM}entry")):
        assert one.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "").tzinfo is not None
    days = [e.findtext(f"{ATOM}updated") for e in root.findall(f"{ATOM}entry")]
    assert days == ["2026-03-04T12:00:00+00:00", "2026-03-02T12:00:00+00:00"]
    assert root.findtext(f"{ATOM}updated") == days[0]
    assert "→" in (root.findtext(f"{ATOM}entry/{ATOM}content") or "")


@pytest.mark.usefixtures("known")
def test_entries_keep_their_ids_and_languages_have_their_own() -> None:
    def ids(query: str, **headers: str) -> list[str]:
        root = etree.fromstring(bytes(ask(f"changes.atom{query}", **headers).body))
        return [str(code) for code in root.xpath("//a:id/text()", namespaces=NAMES)]

    assert ids("?lang=en") == ids("?lang=en", host="127.0.0.1:8600")
    assert not {*ids("?lang=en")} & {*ids("?lang=zh")}


def test_where_nothing_is_known_the_feed_is_empty_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    present = history_of(DATA).present
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    alone = History("nowhere", (type(present)(moment, present.read),))
    monkeypatch.setattr(past, "history_of", lambda _: alone)
    monkeypatch.setattr(past, "_CHANGED", past.Kept())
    monkeypatch.setattr(past, "_DAYS", past.Kept())
    assert past.changed(load()) == date(2026, 5, 1)
    root = etree.fromstring(bytes(ask("changes.atom?lang=en").body))
    assert root.findall(f"{ATOM}entry") == []
    assert root.findtext(f"{ATOM}updated") == "2026-05-01T00:00:00+00:00"


def test_git_is_asked_once_for_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def counted(folder: Path) -> History:
        asked.append(folder)
        return history_of(folder)

    monkeypatch.setattr(past, "history_of", counted)
    monkeypatch.setattr(past, "_CHANGED", past.Kept())
    for _ in range(3):
        past.changed(load())
    assert len(asked) == 1


def test_a_fault_of_the_history_leaves_the_day_of_the_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_: Path) -> History:
        raise OSError("gone")

    monkeypatch.setattr(past, "history_of", broken)
    monkeypatch.setattr(past, "_CHANGED", past.Kept())
    monkeypatch.setattr(past, "_DAYS", past.Kept())
    assert past.changed(load()).year >= 1970
    assert past.last_days(load(), "en") == ()
