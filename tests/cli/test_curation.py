"""The commands for curators: all or nothing is written, and what was before is kept."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from metrics.cli import curation, keeping
from metrics.cli.keeping import mend, write_tables
from metrics.history.kept import Import, imports, kept_in
from metrics.locale import LANGS, Lang
from metrics.tables.read import ROOT, data_version, file_contents
from tests.curation.filling import FACT, SOURCE, facts_book, run, saved
from tests.frozen import FROZEN

ROW = "pledge_financing,CN,2026,1200000000000,1.2万亿元,exact,A,xinhua-2027,text,stated,,,\n"


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """Return a workbook with a figure and its source."""
    file = tmp_path / "报表 2026.xlsx"
    file.write_bytes(saved(facts_book(FACT)))
    return file


def added(before: Path, after: Path) -> list[str]:
    """Return the lines that one folder of tables has and another has not."""
    return [
        line
        for path in sorted(after.glob("*.csv"))
        for line in path.read_text("utf-8").splitlines(keepends=True)
        if line not in (before / path.name).read_text("utf-8").splitlines(keepends=True)
    ]


class TestImport:
    def test_it_writes_what_is_new_and_keeps_what_was_before(
        self, sent: Path, copied: Path
    ) -> None:
        done = run("import", sent, "--data", copied, "--lang", "en")
        assert done.exit_code == 0, done.output
        first, second = added(FROZEN, copied)
        assert first == ROW
        assert second.startswith(f"{SOURCE['id']},")
        (folder,) = kept_in(copied).iterdir()
        for name in ("indicators.csv", "sources.csv"):
            assert (folder / name).read_bytes() == (FROZEN / name).read_bytes()
            assert name in done.output
        assert str(folder) in done.output
        assert run("check", "--data", copied).exit_code == 0

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_trial_run_tells_all_and_writes_nothing(
        self, sent: Path, copied: Path, lang: Lang
    ) -> None:
        version = data_version(copied)
        done = run("import", sent, "--data", copied, "--lang", lang, "--dry-run")
        assert done.exit_code == 0
        assert data_version(copied) == version
        assert not kept_in(copied).exists()
        for words in ("1200000000000", "1.2万亿元", "xinhua-2027"):
            assert words in done.output

    def test_a_second_run_is_refused(self, sent: Path, copied: Path) -> None:
        assert run("import", sent, "--data", copied).exit_code == 0
        version = data_version(copied)
        again = run("import", sent, "--data", copied, "--lang", "en")
        assert again.exit_code == 1
        assert "is in the tables already" in again.output
        assert data_version(copied) == version

    def test_a_file_whose_rows_were_taken_out_again_is_asked_about(
        self, sent: Path, copied: Path
    ) -> None:
        assert run("import", sent, "--data", copied).exit_code == 0
        shutil.copy(FROZEN / "indicators.csv", copied)
        asked = run("import", sent, "--data", copied, "--lang", "en")
        assert asked.exit_code == 1
        assert "--again" in asked.output
        assert run("import", sent, "--data", copied, "--again").exit_code == 0
        assert ROW in added(FROZEN, copied)

    def test_problems_leave_the_tables_as_they_are(self, tmp_path: Path, copied: Path) -> None:
        file = tmp_path / "a.xlsx"
        file.write_bytes(saved(facts_book(FACT | {"value": "12"}, FACT | {"period": "2040"})))
        version = data_version(copied)
        done = run("import", file, "--data", copied, "--lang", "en")
        assert done.exit_code == 1
        assert "Figures!D2 (Value), value “12”: expected 1200000000000" in done.output
        assert "Figures!C3 (Period)" in done.output
        assert "Problems: 2" in done.output
        assert data_version(copied) == version

    def test_a_correction_has_to_be_called_one(self, tmp_path: Path, copied: Path) -> None:
        line = next(
            row
            for row in (FROZEN / "indicators.csv").read_text("utf-8").splitlines()
            if row.startswith("agencies_closed,")
        )
        header = (FROZEN / "indicators.csv").read_text("utf-8").splitlines()[0]
        file = tmp_path / "a.csv"
        other = line.replace(",19,19家,", ",91,91家,")
        assert other != line
        file.write_text(f"{header}\n{other}\n", encoding="utf-8")
        refused = run("import", file, "--data", copied, "--lang", "en")
        assert refused.exit_code == 1
        assert "a.csv!D2 (value), value “91”: expected a new row; line 2" in refused.output
        done = run("import", file, "--data", copied, "--lang", "en", "--correct")
        assert done.exit_code == 0, done.output
        assert "Value from “19” to “91”" in done.output
        assert added(FROZEN, copied) == [other + "\n"]

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old kind"),
            ("a.pdf", b"%PDF-1.7", "neither"),
            ("a.csv", b"", "is empty"),
            ("b.csv", None, "no file b.csv"),
        ],
    )
    def test_what_cannot_be_read(
        self, tmp_path: Path, copied: Path, name: str, content: bytes | None, words: str
    ) -> None:
        if content is not None:
            (tmp_path / name).write_bytes(content)
        done = run("import", tmp_path / name, "--data", copied, "--lang", "en")
        assert done.exit_code == 2
        assert words in done.output

    def test_a_form_in_which_nothing_is_filled_in(self, tmp_path: Path, copied: Path) -> None:
        file = tmp_path / "a.xlsx"
        assert run("template", "-o", file, "--indicator", "gii_rank").exit_code == 0
        done = run("import", file, "--data", copied, "--lang", "en")
        assert done.exit_code == 1
        assert "No figure is filled in" in done.output

    def test_tables_that_change_meanwhile_are_not_written_over(
        self, sent: Path, copied: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told = curation.effects

        def meanwhile(*given: Any, **how: Any) -> Any:
            path = copied / "events.csv"
            path.write_bytes(path.read_bytes() + b"\n")
            return told(*given, **how)

        monkeypatch.setattr(curation, "effects", meanwhile)
        done = run("import", sent, "--data", copied, "--lang", "en")
        assert done.exit_code == 1
        assert "The tables were changed meanwhile" in done.output
        assert ROW not in added(FROZEN, copied)

    def test_tables_at_fault_are_told_first(self, sent: Path, copied: Path) -> None:
        path = copied / "indicators.csv"
        path.write_text(path.read_text("utf-8").replace(",19,19家", ",19,20家"), "utf-8")
        done = run("import", sent, "--data", copied, "--lang", "en")
        assert done.exit_code == 1
        assert "indicators.csv line 2" in done.output


CHANGED = {"indicators": b"one", "sources": b"two"}
RECORD = Import("a.xlsx", "d" * 64, "2026-01-01T00:00:00+00:00", "v", {})


class TestAllOrNone:
    def test_a_file_that_is_held_leaves_all_as_they_were(
        self, copied: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The second of two files cannot be replaced, as where Excel has it open."""
        before, replace = file_contents(copied), Path.replace

        def held(self: Path, target: Path) -> Path:
            if target == copied / "sources.csv":
                raise PermissionError(13, "held")
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", held)
        with pytest.raises(PermissionError):
            write_tables(copied, CHANGED, RECORD)
        monkeypatch.undo()
        assert file_contents(copied) == before
        assert not [p for p in copied.iterdir() if p.name.startswith(".")]

    def cut_off(self, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """End the process between the two files."""

        def killed(folder: Path, files: object) -> None:
            if folder != copied:
                return saving(folder, files)  # type: ignore[arg-type]
            (copied / "indicators.csv").write_bytes(b"one")
            raise KeyboardInterrupt

        saving = keeping.save_all
        monkeypatch.setattr(keeping, "save_all", killed)
        with pytest.raises(KeyboardInterrupt):
            write_tables(copied, CHANGED, RECORD)
        monkeypatch.undo()

    def test_what_was_cut_off_is_put_back_by_the_next_import(
        self, sent: Path, copied: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.cut_off(copied, monkeypatch)
        done = run("import", sent, "--data", copied, "--lang", "en")
        assert done.exit_code == 0, done.output
        assert "The last import, of a.xlsx, was cut off" in done.output
        assert ROW in added(FROZEN, copied)
        assert mend(copied) is None

    def test_tables_that_were_changed_since_are_left_alone(
        self, copied: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.cut_off(copied, monkeypatch)
        (copied / "indicators.csv").write_bytes(b"by hand")
        mended = mend(copied)
        assert mended is not None
        assert mended[0] == "unfinished"
        assert (copied / "indicators.csv").read_bytes() == b"by hand"

    def test_records_that_nobody_can_read_are_passed_over(self, copied: Path) -> None:
        folder = kept_in(copied) / "x"
        folder.mkdir(parents=True)
        for content in ("{", "[]", json.dumps({"file": 1})):
            (folder / "import.json").write_text(content, encoding="utf-8")
            assert not [*imports(copied)]


class TestOnAChineseSystem:
    """The screen, the names of files and the file itself are in GBK."""

    @pytest.fixture
    def environment(self, tmp_path: Path) -> dict[str, str]:
        """Return the variables of a system whose language is Chinese and encoding GBK."""
        own = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
        if make := shutil.which("localedef"):
            name = "zh_CN.GBK"
            made = subprocess.run(
                [make, "-f", "GBK", "-i", "zh_CN", tmp_path / name],
                capture_output=True,
                check=False,
            )
            if made.returncode in (0, 1) and (tmp_path / name).is_dir():
                del own["PYTHONIOENCODING"]
                own |= {"LOCPATH": str(tmp_path), "LC_ALL": name}
        return own

    def test_the_same_file_gives_the_same_tables(
        self, tmp_path: Path, copied: Path, environment: dict[str, str]
    ) -> None:
        heads = ",".join(FACT)
        row = ",".join((FACT | {"source": "wdi-2026-01-28", "period": "2025"}).values())
        raw = f"{heads}\r\n{row}\r\n".replace(",", ";").encode("gbk")
        plain = tmp_path / "plain.csv"
        plain.write_bytes(raw)
        encoding = "utf-8" if "PYTHONIOENCODING" in environment else "gbk"
        named = os.fsencode(tmp_path) + "/填报①.csv".encode(encoding)
        Path(os.fsdecode(named)).write_bytes(raw)
        other = tmp_path / "other"
        shutil.copytree(copied, other)
        assert run("import", plain, "--data", copied).exit_code == 0
        words = [b"-m", b"metrics", b"import", named, b"--data", os.fsencode(other)]
        done = subprocess.run(
            [os.fsencode(sys.executable), *words],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode("gbk", "replace")
        assert "1.2万亿元" in done.stdout.decode("gbk")
        assert file_contents(other) == file_contents(copied) != file_contents(FROZEN)


class TestTemplate:
    def test_it_names_the_file_and_the_number_of_indicators(self, tmp_path: Path) -> None:
        file = tmp_path / "a.xlsx"
        done = run("template", "-o", file, "--theme", "services", "--lang", "en")
        assert done.exit_code == 0
        assert file.read_bytes().startswith(b"PK")
        assert f"Wrote {file}" in done.output

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (["--indicator", "pledge"], "“pledge” is not known"),
            (["--theme", "nothing"], "“nothing” is not known"),
            (["--area", "ZZ"], "“ZZ” is not known"),
            (["--period", "Jun-24"], "“Jun-24” is no period"),
        ],
    )
    def test_what_is_not_there_is_told(self, tmp_path: Path, words: list[str], told: str) -> None:
        done = run("template", "-o", tmp_path / "a.xlsx", "--lang", "en", *words)
        assert done.exit_code == 2
        assert told in done.output
        assert not (tmp_path / "a.xlsx").exists()
