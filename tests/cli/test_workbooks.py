"""Commands that write workbooks: what narrows them, views of the explorer, samples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from metrics.cli import main, workbooks
from metrics.exports.workbook import Workbook
from metrics.exports.workbook.samples import LIST, LOOKS
from metrics.locale import LANGS, Lang, text
from metrics.views.filters import Filters

ECONOMIES = "explorer?s=gii_rank,gii_rank@US&t=change&from=2015"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["export", *words])


class StoppedError(Exception):
    """Ends a command in place of its file."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Return what a command plans; it stops then."""
    seen: list[tuple[Any, ...]] = []

    def planned(*given: Any) -> None:
        seen.append(given)
        raise StoppedError

    monkeypatch.setattr(workbooks, "planned", planned)
    return seen


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        ((), Filters()),
        (("--theme", "services"), Filters(theme="services")),
        (
            ("--indicator", "gii_rank", "--indicator", "satisfaction"),
            Filters(indicators=("gii_rank", "satisfaction")),
        ),
        (("--area", "US", "--area", "JP"), Filters(areas=("US", "JP"))),
        (("--year", "2025"), Filters(year="2025")),
        (("--newest",), Filters(newest=True)),
        (("--theme", "creation", "--newest"), Filters(theme="creation", newest=True)),
    ],
)
@pytest.mark.parametrize(("flag", "which"), [((), "summary"), (("--audit",), "audit")])
def test_options_narrow_both_workbooks(
    words: tuple[str, ...],
    filters: Filters,
    flag: tuple[str, ...],
    which: Workbook,
    asked: list[tuple[Any, ...]],
    tmp_path: Path,
) -> None:
    run("xlsx", *words, *flag, "--lang", "en", "-o", str(tmp_path / "x.xlsx"))
    ((kind, taken, lang, _, view),) = asked
    assert (kind, taken.filters, lang, view) == (which, filters, "en", None)
    assert {o.period.end.year for o in taken.statements} == {2025} or not filters.year
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", ["csv", "json", "package", "sdmx"])
def test_open_data_is_narrowed_by_the_same_options(form: str, tmp_path: Path) -> None:
    words = ("--area", "US", "--area", "JP", "--indicator", "gii_rank", "--newest")
    path = tmp_path / "x"
    done = run(form, *words, "--lang", "en", "-o", str(path))
    assert done.exit_code == 0, done.output
    assert "2 statements of 2 series" in done.output


def test_what_is_in_view_is_chosen_for_workbooks(
    asked: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    run("xlsx", "--no-supplement", "--implied", "-o", str(tmp_path / "x.xlsx"))
    selection = asked[0][1].tables.selection
    assert (selection.supplement, selection.implied) == (False, True)


@pytest.mark.parametrize("address", [ECONOMIES, f"https://example.org/{ECONOMIES}"])
def test_a_view_of_the_explorer_is_found_by_its_address(
    address: str, asked: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    run("xlsx", "--view", address, "-o", str(tmp_path / "x.xlsx"))
    ((_, taken, _, _, view),) = asked
    assert [s.key for s in taken.series] == ["gii_rank", "gii_rank@US"]
    assert min(o.period.end.year for o in taken.statements) == 2015
    assert view.choice.transform == "change"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("view", ["explorer?s=nothing", "indicator?id=gii_rank", "creation", "x"])
def test_an_address_that_leads_to_no_view_is_told(view: str, lang: Lang, tmp_path: Path) -> None:
    done = run("xlsx", "--view", view, "--lang", lang, "-o", str(tmp_path / "x.xlsx"))
    assert done.exit_code == 2
    reason = text(lang)("cli.no_view", view=view)
    told = text(lang)("cli.of_option", option="--view", reason=reason)
    assert done.output == text(lang)("cli.fault", reason=told) + "\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "words", [("--theme", "creation"), ("--area", "US"), ("--year", "2025"), ("--newest",)]
)
def test_a_view_is_not_narrowed_besides(words: tuple[str, ...], lang: Lang, tmp_path: Path) -> None:
    done = run("xlsx", "--view", ECONOMIES, *words, "--lang", lang, "-o", str(tmp_path / "x"))
    assert done.exit_code == 2
    assert text(lang)("cli.not_with_view", option=words[0]) in done.output
    assert not list(tmp_path.iterdir())


def test_samples_are_made_with_what_to_look_at(tmp_path: Path) -> None:
    folder = tmp_path / "samples"
    done = run("samples", "--lang", "en", "-o", str(folder))
    assert done.exit_code == 0, done.output
    files = {path.name for path in folder.iterdir()}
    of = [f"summary-{part}-{lang}" for part in ("everything", "theme", "view") for lang in LANGS]
    names = {f"{name}.xlsx" for name in (*of, "audit-everything-zh", "audit-everything-en")}
    assert files == names | {LIST}
    listed = (folder / LIST).read_text(encoding="utf-8-sig")
    for lang in LANGS:
        say = text(lang)
        assert say("samples.title") in listed
        for number, key in enumerate(LOOKS["summary"], 1):
            look = say("samples.look", number=number, look=say(f"samples.look_{key}"))
            assert look in listed
    for name in names:
        assert name in listed
        assert load_workbook(folder / name, read_only=True).sheetnames


@pytest.mark.parametrize("lang", LANGS)
def test_samples_need_a_folder(lang: Lang, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    done = run("samples", "--lang", lang, "-o", str(tmp_path / "file"))
    assert done.exit_code == 2
    assert text(lang)("cli.no_directory", path=tmp_path / "file") in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
