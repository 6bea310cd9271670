from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from pptx import Presentation

from metrics import load
from metrics.cli import main, workbooks
from metrics.cli.output import bar
from metrics.tables.read import ROOT


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_check_passes_and_compares_publications() -> None:
    done = run("check")
    assert done.exit_code == 0
    assert done.output.startswith("Sound: ")
    _, regions, crossing, every, *apart = done.output.splitlines()
    assert regions.startswith("Regions: 40 facts, 16 series; of 19 sums and totals 2 do not")
    numbers = [int(n) for n in re.findall(r"\d+", crossing)]
    assert numbers[0] == numbers[1] > 30
    pairs, agreeing = (int(n) for n in re.findall(r"\d+", every))
    assert len(apart) == pairs - agreeing > 0
    assert all(line.rstrip().endswith(".") for line in apart), "each with its explanation"


def test_a_disagreement_without_a_note_is_a_problem(copied: Path) -> None:
    path = copied / "indicators.csv"
    text = path.read_text(encoding="utf-8")
    for note in (
        "世界银行先后两版不同：后一版低0.6%。",
        "Two World Bank vintages differ: the later is 0.6% lower.",
    ):
        text = text.replace(note, "")
    path.write_text(text, encoding="utf-8")
    done = run("check", "--data", str(copied))
    assert done.exit_code == 1
    assert "and a note" in done.output
    assert "wdi-2024" in done.output


def test_list_counts_the_points() -> None:
    done = run("list", "--points", "--lang", "en")
    rows = [line.split("\t") for line in done.output.splitlines()]
    assert ["gii_rank", "16", "16", "2010-2025"] in rows
    assert ["gii_rank@US", "16", "16", "2010-2025"] in rows
    five, ten = ([int(n) for n in re.findall(r"\d+", row[0])] for row in rows[-2:])
    assert (five[0], ten[0]) == (5, 10)
    assert five[2] >= 25
    assert ten[1] >= 12


def test_list_tells_what_became_of_targets() -> None:
    done = run("list", "--targets", "--lang", "en")
    told = "target: 12 by 2025, met (16 per 10,000 people in 2025)"
    assert done.output == f"high_value_invention_patents_per_10k\t{told}\n"
    assert run("list", "--targets", "--theme", "services").output == ""


def test_check_fails_with_every_problem(copied: Path) -> None:
    path = copied / "indicators.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("4868.8亿元,exact,A,cnipa", "4868.9亿元,exact,A,cnipa").replace(
            "58000,5.8万件,exact,B,cnipa", "58000,5.9万件,exact,B,cnipa"
        ),
        encoding="utf-8",
    )
    done = run("check", "--data", str(copied))
    assert done.exit_code == 1
    assert "4868.9亿元" in done.output
    assert "5.9万件" in done.output
    assert "Problems: 2" in done.output


def test_list_of_a_theme() -> None:
    done = run("list", "--theme", "examination", "--lang", "en")
    assert done.exit_code == 0
    rows = [line.split("\t") for line in done.output.splitlines()]
    assert ["invention_exam_months", "15 months"] in [[r[0], r[-1]] for r in rows]
    assert "pledge_financing" not in done.output


def test_list_names_the_themes_where_one_is_unknown() -> None:
    for lang, told in (
        ("en", "“nothing” is not known; there are: creation, examination"),
        ("zh", "没有“nothing”；可用的有：creation、examination"),
    ):
        done = run("list", "--theme", "nothing", "--lang", lang)
        assert done.exit_code == 2
        assert told in done.output


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        (
            "zh",
            ["质押融资额", "8,000亿元以上", "2022年主要进展（四）二", "迈上4000亿元台阶"],
        ),
        ("en", ["pledge financing", "at least CNY 800 billion", "Progress in 2022 (4) 2"]),
    ],
)
def test_show_prints_definition_and_every_statement(lang: str, parts: list[str]) -> None:
    done = run("show", "pledge_financing", "--lang", lang)
    assert done.exit_code == 0
    for part in parts:
        assert part in done.output
    count = done.output.count("Source:" if lang == "en" else "来源：")
    assert count == len(load().series("pledge_financing").statements) > 10


def test_show_hints_where_the_name_is_unknown() -> None:
    done = run("show", "pledge")
    assert done.exit_code == 2
    assert "pledge_financing" in done.output


def test_the_module_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "metrics", "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


FORMATS = {"xlsx": b"PK", "csv": b"\xef\xbb\xbfindicator,", "json": b"{", "package": b"PK"}


@pytest.mark.parametrize("form", [*FORMATS, "sdmx"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_export_writes_each_format(form: str, lang: str, tmp_path: Path) -> None:
    path = tmp_path / f"out.{form}"
    done = run("export", form, "--theme", "services", "--lang", lang, "-o", str(path))
    assert done.exit_code == 0, done.output
    assert path.read_bytes().startswith(FORMATS.get(form, b"PK"))
    assert str(path) in done.output
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_export_of_some_indicators_without_the_supplement(tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    words = ["--indicator", "gii_rank", "--indicator", "satisfaction", "--no-supplement"]
    assert run("export", "csv", *words, "-o", str(path)).exit_code == 0
    frame = pd.read_csv(path)
    assert set(frame["indicator"]) == {"gii_rank", "satisfaction"}
    assert set(frame["tier"]) == {"report"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--theme", "nowhere"], "utilisation"),
        (["--indicator", "gii_rang"], "gii_rank"),
        (["--area", "U"], "US"),
        (["--year", "2052"], "2025"),
    ],
)
def test_export_names_what_it_does_not_know(words: list[str], told: str, tmp_path: Path) -> None:
    done = run("export", "xlsx", *words, "--lang", "en", "-o", str(tmp_path / "x.xlsx"))
    assert done.exit_code == 2
    assert told in done.output
    assert done.output.count(f"{words[0].strip('-')}:") == 1, "the parameter is named once"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [("show", "zzzz"), ("export", "csv", "--indicator", "zzzz")])
def test_what_nothing_is_like_leads_to_the_list(words: tuple[str, ...], tmp_path: Path) -> None:
    output = ("-o", str(tmp_path / "x.csv")) if words[0] == "export" else ()
    done = run(*words, "--lang", "en", *output)
    assert done.exit_code == 2
    assert "“zzzz” is not known; for what there is see python -m metrics list" in done.output
    assert "gii_rank" not in done.output


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "the name of the file is empty"), ("zh", "文件名为空")]
)
def test_export_needs_a_name(lang: str, told: str) -> None:
    done = run("export", "csv", "--lang", lang, "-o", "")
    assert done.exit_code == 2
    assert told in done.output


def test_export_needs_a_folder_that_is_there(tmp_path: Path) -> None:
    done = run("export", "csv", "--lang", "en", "-o", str(tmp_path / "no" / "x.csv"))
    assert done.exit_code == 2
    assert "make it first" in done.output


def test_export_of_faulty_tables_leaves_no_file(copied: Path, tmp_path: Path) -> None:
    (copied / "units.csv").unlink()
    done = run("export", "xlsx", "--data", str(copied), "-o", str(tmp_path / "x.xlsx"))
    assert done.exit_code == 1
    assert not (tmp_path / "x.xlsx").exists()


def test_a_stopped_export_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workbooks, "write", stopped)
    done = run("export", "xlsx", "-o", str(tmp_path / "x.xlsx"))
    assert done.exit_code == 1
    assert not list(tmp_path.iterdir())


def test_a_terminated_export_leaves_no_file(tmp_path: Path) -> None:
    words = ["export", "xlsx", "--lang", "en", "-o", str(tmp_path / "x.xlsx")]
    process = subprocess.Popen(
        [sys.executable, "-m", "metrics", *words], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 30
        while not list(tmp_path.iterdir()) and time.monotonic() < until:
            time.sleep(0.01)
        assert [p.name[:7] for p in tmp_path.iterdir()] == [".x.xlsx"], "it has begun"
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(30) == 128 + signal.SIGTERM
    finally:
        process.kill()
        process.wait()
    assert not list(tmp_path.iterdir())


def test_an_export_leaves_the_handler_of_others(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    assert run("export", "csv", "-o", str(tmp_path / "x.csv")).exit_code == 0
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_shown_on_a_terminal_alone(
    terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    with bar("en") as progress:
        progress(1, 2)
        progress(2, 2)
    assert ("Writing" in stream.getvalue() and "100%" in stream.getvalue()) == terminal
    assert bool(stream.getvalue()) == terminal


def test_a_workbook_tells_that_it_is_written(tmp_path: Path) -> None:
    words = ["export", "xlsx", "--theme", "services", "--lang", "en"]
    done = subprocess.run(
        [sys.executable, "-m", "metrics", *words, "-o", str(tmp_path / "x.xlsx")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stderr == ""
    assert "x.xlsx" in done.stdout


def test_what_cannot_be_written_is_told_without_a_traceback(tmp_path: Path) -> None:
    for path in (Path("/dev/full"), tmp_path / ("x" * 300)):
        done = run("export", "csv", "--lang", "en", "-o", str(path))
        assert done.exit_code in (1, 2)
        assert "Error" in done.output
        assert "Traceback" not in done.output
    assert not list(tmp_path.iterdir())


class TestSlides:
    def test_a_view_that_does_not_exist_writes_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "x.pptx"
        done = run("export", "pptx", "--view", "nope", "-o", str(path))
        assert done.exit_code == 2
        assert "nope" in done.output
        assert not path.exists()

    def test_an_empty_deck_writes_nothing(self, tmp_path: Path) -> None:
        deck, path = tmp_path / "deck.json", tmp_path / "x.html"
        deck.write_text('{"format": "ip-statistics-deck", "slides": []}', encoding="utf-8")
        done = run("export", "html", "--deck", str(deck), "-o", str(path), "--lang", "en")
        assert done.exit_code == 2
        assert "no slides" in done.output
        assert not path.exists()

    def test_doubtful_numbers_of_edited_titles_are_told(self, tmp_path: Path) -> None:
        deck, path = tmp_path / "deck.json", tmp_path / "x.html"
        slide = {
            "layout": "chart",
            "views": ["indicator?id=gii_rank"],
            "title": {"en": "Up to 3rd"},
        }
        plain = {"format": "ip-statistics-deck", "slides": [slide]}
        deck.write_text(json.dumps(plain), encoding="utf-8")
        done = run("export", "html", "--deck", str(deck), "-o", str(path), "--lang", "en")
        assert done.exit_code == 0
        assert "3rd" in done.output
        assert path.stat().st_size > 1_000_000

    def test_a_cover_is_filled_in(self, tmp_path: Path) -> None:
        path = tmp_path / "x.pptx"
        told = ["--title", "Ours", "--office", "CNIPA", "--date", "2026-01-30"]
        done = run("export", "pptx", *told, "-o", str(path), "--lang", "en")
        assert done.exit_code == 0, done.output
        cover = Presentation(str(path)).slides[0]
        shown = {s.text_frame.text for s in cover.shapes if s.has_text_frame}
        assert {"Ours", "CNIPA", "30 January 2026"} <= shown

    def test_a_template_that_is_none_is_told(self, tmp_path: Path) -> None:
        template, path = tmp_path / "t.pptx", tmp_path / "x.pptx"
        template.write_bytes(b"no pptx")
        done = run("export", "pptx", "--template", str(template), "-o", str(path), "--lang", "en")
        assert done.exit_code == 2
        assert "t.pptx" in done.output
        assert not path.exists()


class TestBriefs:
    def test_a_brief_is_written_and_its_faces_are_told(self, tmp_path: Path) -> None:
        path = tmp_path / "x.docx"
        words = ("--view", "indicator?id=gii_rank", "--office", "综合处", "--date", "2026-01-29")
        done = run("export", "docx", *words, "-o", str(path))
        assert done.exit_code == 0, done.output
        assert "仿宋_GB2312（没有时用仿宋）" in done.output
        text = "\n".join(p.text for p in docx.Document(str(path)).paragraphs)
        assert "2025年全球创新指数排名为第10位" in text

    def test_what_cannot_be_written_about_writes_nothing(self, tmp_path: Path) -> None:
        path, deck = tmp_path / "x.docx", tmp_path / "deck.json"
        deck.write_text('{"format": "ip-statistics-deck", "slides": []}', encoding="utf-8")
        for words, said in (
            (("--view", "nope"), "nope"),
            (("--deck", str(deck)), "nothing to write about"),
            (("--date", "2026-13-01"), "2026-13-01"),
            (("--template", str(deck)), "deck.json"),
        ):
            done = run("export", "docx", *words, "-o", str(path), "--lang", "en")
            assert done.exit_code == 2
            assert said in done.output
            assert not path.exists()

    def test_doubtful_numbers_of_edited_titles_are_told(self, tmp_path: Path) -> None:
        deck, path = tmp_path / "deck.json", tmp_path / "x.docx"
        slide = {
            "layout": "chart",
            "views": ["indicator?id=gii_rank"],
            "title": {"en": "Up to 3rd"},
        }
        kept = {"format": "ip-statistics-deck", "slides": [slide]}
        deck.write_text(json.dumps(kept), encoding="utf-8")
        done = run("export", "docx", "--deck", str(deck), "-o", str(path), "--lang", "en")
        assert done.exit_code == 0
        assert "3rd" in done.output
