"""A disk of the server without room: each file is made, or its page says why it is not."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import plotly.graph_objects as go
import pytest

from bench import serving
from bench.visitor import visiting
from metrics.exports.errors import ImageError
from metrics.exports.images import Renderer
from metrics.locale import LANGS, Lang, text
from pages.parts.state import jobs
from tests.asking import result_of
from tests.faults.servers import FORMS, alerts, begin, browsers, deck, done

ROOM = "48k"
# A folder with little room that this server alone sees; a plain user has it as root of its own.
SMALL = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"'
# What a browser draws.
DRAWN = ("pdf", "png")
STARTS = {"pptx": b"PK", "docx": b"PK", "png": b"PK", "pdf": b"%PDF", "html": b"<!"}


@pytest.fixture
def cramped(tmp_path: Path) -> Iterator[serving.Server]:
    """Return a server whose temporary folder has room for next to nothing."""
    own = [] if os.geteuid() == 0 else ["--map-root-user"]
    words = ["unshare", "--mount", *own, "sh", "-c", SMALL, "sh", ROOM, str(tmp_path)]
    server = begin(words, tmp_path)
    yield server
    server.stop()


@pytest.mark.browser
def test_each_file_is_made_or_the_page_says_that_the_disk_is_full(
    cramped: serving.Server, tmp_path: Path
) -> None:
    """Slides and texts need no room, some browsers do; workbooks keep drafts of their sheets."""
    full = text("zh")("file.reason.full")
    told = text("zh")("take.unwritten", reason=full)
    undrawn = text("zh")("image.browser_failed", reason=full)
    drawn = False

    async def visit() -> None:
        nonlocal drawn
        async with visiting(cramped.base) as visitor:
            await visitor.go("services", "lang=zh")
            for form in ("xlsx", "audit"):
                await visitor.press(f"take_{form}_zh")
                await visitor.until(done(visitor, form, "zh"))
                assert not visitor.has("download_button", f"ready_{form}_zh"), form
            assert alerts(visitor) == [told, told]
            await visitor.go("briefing", f"lang=zh&{deck()}")
            for form in FORMS:
                before = len(alerts(visitor))
                await visitor.press(f"take_{form}_zh")
                await visitor.until(done(visitor, form, "zh"))
                if form in DRAWN and not visitor.has("download_button", f"ready_{form}_zh"):
                    assert alerts(visitor)[before:] == [undrawn], form
                    continue
                drawn = drawn or form in DRAWN
                content = await visitor.download(f"ready_{form}_zh")
                assert content.startswith(STARTS[form]), form
            assert (await visitor.go("creation", "lang=zh")).exceptions == []
            assert (await visitor.get("data/package.zip")).status_code == 200

    result_of(visit())
    # What is left is the browser's own, as long as it runs.
    seen = Path(f"/proc/{cramped.process.pid}/root{tmp_path}")
    assert drawn == bool(browsers(cramped))
    assert {p.is_dir() for p in seen.iterdir()} <= {True}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_in_words(code: int, lang: Lang) -> None:
    def write(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    job = jobs.Job("a", "a.xlsx")
    job.run(write)
    assert job.reason is not None
    assert job.reason(lang) == text(lang)("take.unwritten", reason=text(lang)("file.reason.full"))
    assert (job.content, job.reference) == (None, "")


def test_another_fault_of_the_system_keeps_its_number() -> None:
    def write(*_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "gone", "template.xml")

    job = jobs.Job("a", "a.xlsx")
    job.run(write)
    assert (job.reason, len(job.reference)) == (None, 8)


@pytest.mark.parametrize("lang", LANGS)
def test_a_browser_that_has_no_room_is_told_in_the_readers_words(
    monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("metrics.exports.images.Engine", full)
    with pytest.raises(ImageError) as fault:
        Renderer().render(go.Figure(), "png")
    assert text(lang)("file.reason.full") in fault.value.reason(lang)


@pytest.mark.parametrize(("free", "is_full"), [(100_000, True), (10**9, False)])
def test_a_browser_that_ends_without_a_word_had_no_room_or_says_what_it_can(
    monkeypatch: pytest.MonkeyPatch, free: int, is_full: bool
) -> None:
    def ended(*_: object) -> None:
        raise RuntimeError("it closed at once")

    monkeypatch.setattr("metrics.exports.images.Engine", ended)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    with pytest.raises(ImageError) as fault:
        Renderer().render(go.Figure(), "png")
    said = fault.value.reason("en")
    assert (text("en")("file.reason.full") in said) == is_full
    assert ("it closed at once" in said) != is_full
