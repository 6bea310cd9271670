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
from tests.tables.breaking import no_text, replaced_by_a_folder, truncated


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Server]:
    """Return a server of these tables."""
    made = begin([], tmp_path_factory.mktemp("drafts"), DATA_URL=str(folder))
    yield made
    made.stop()


def deleted(folder: Path) -> None:
    (folder / "indicators.csv").unlink()


def all_deleted(folder: Path) -> None:
    shutil.rmtree(folder)


def emptied(folder: Path) -> None:
    (folder / "definitions.csv").write_bytes(b"")


def replaced_by_a_loop(folder: Path) -> None:
    (folder / "units.csv").unlink()
    (folder / "units.csv").symlink_to("units.csv")


BREAKS = [
    *(deleted, all_deleted, truncated, emptied, no_text),
    *(replaced_by_a_folder, replaced_by_a_loop),
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
