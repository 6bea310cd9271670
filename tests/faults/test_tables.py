"""Tables that break while a server shows them: its visitors keep what was sound, and are told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench import serving
from bench.visitor import visiting
from metrics.locale import LANGS, Lang, text
from tests.asking import result_of
from tests.faults.servers import alerts, begin
from tests.frozen import FROZEN


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return The tables that are served, and break."""
    made = tmp_path_factory.mktemp("tables") / "data"
    shutil.copytree(FROZEN, made)
    return made


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Server]:
    """Return A server of these tables."""
    made = begin([], tmp_path_factory.mktemp("drafts"), DATA_URL=str(folder))
    yield made
    made.stop()


def deleted(folder: Path) -> None:
    (folder / "indicators.csv").unlink()


def all_deleted(folder: Path) -> None:
    shutil.rmtree(folder)


def truncated(folder: Path) -> None:
    path = folder / "indicators.csv"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(folder: Path) -> None:
    (folder / "definitions.csv").write_bytes(b"")


def unreadable(folder: Path) -> None:
    (folder / "sources.csv").write_bytes(b"\xff\xfe\x00\xd8" * 100)


def replaced_by_a_folder(folder: Path) -> None:
    (folder / "units.csv").unlink()
    (folder / "units.csv").mkdir()


def replaced_by_a_loop(folder: Path) -> None:
    (folder / "units.csv").unlink()
    (folder / "units.csv").symlink_to("units.csv")


BREAKS = [
    deleted,
    all_deleted,
    truncated,
    emptied,
    unreadable,
    replaced_by_a_folder,
    replaced_by_a_loop,
]


@pytest.mark.parametrize("spoil", BREAKS)
def test_visitors_keep_the_last_sound_figures_and_are_told(
    server: serving.Server, folder: Path, spoil: Callable[[Path], None]
) -> None:
    lang: Lang = LANGS[BREAKS.index(spoil) % len(LANGS)]
    say = text(lang)

    async def visit() -> None:
        async with visiting(server.base) as visitor:
            assert (await visitor.go("creation", f"lang={lang}")).exceptions == []
            before = (await visitor.get("data/indicators.csv")).content
            charts = len(list(visitor.of_kind("plotly_chart")))
            assert (alerts(visitor), charts > 0) == ([], True)
            spoil(folder)
            again = await visitor.rerun()
            assert again.exceptions == []
            assert alerts(visitor) == [say("fault.data_served")]
            assert len(list(visitor.of_kind("plotly_chart"))) == charts
            assert (await visitor.get("data/indicators.csv")).content == before
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(FROZEN, folder)
            again = await visitor.rerun()
            assert (again.exceptions, alerts(visitor)) == ([], [])

    result_of(visit())
