"""The states that tables had: of git, and of the copies that imports kept."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from metrics.cli.keeping import write_tables
from metrics.history.kept import Import
from metrics.history.states import SinceError, history_of
from metrics.tables.read import data_version, file_contents


def git(folder: Path, *words: str, day: str = "2026-01-01") -> None:
    told = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    settings = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(
        ["git", "-C", str(folder), *settings, *words],
        check=True,
        capture_output=True,
        env=os.environ | told,
    )


def keep(folder: Path, day: str) -> None:
    git(folder, "add", ".", day=day)
    git(folder, "commit", "-m", "Tables", day=day)


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    content = path.read_bytes()
    assert content.count(old.encode()) >= 1
    path.write_bytes(content.replace(old.encode(), new.encode(), 1))


@pytest.fixture
def versioned(copied: Path) -> Path:
    """Return tables that were committed on three days, twice on the second."""
    git(copied.parent, "init", "-q")
    keep(copied.parent, "2026-01-01")
    (copied / "synonyms.csv").write_bytes((copied / "synonyms.csv").read_bytes() + b"zz1,a\n")
    keep(copied.parent, "2026-02-03")
    (copied / "synonyms.csv").write_bytes((copied / "synonyms.csv").read_bytes() + b"zz2,b\n")
    keep(copied.parent, "2026-02-03")
    (copied.parent / "readme.txt").write_text("No table.", encoding="utf-8")
    keep(copied.parent, "2026-02-20")
    change(copied, "synonyms.csv", "zz1,a\n", "")
    keep(copied.parent, "2026-03-04")
    return copied


def terms(step: object) -> list[tuple[str, str]]:
    return [(d.kind, d.row["term"]) for d in step.differences]  # type: ignore[attr-defined]


def test_git_tells_what_changed_on_each_day(versioned: Path) -> None:
    found = history_of(versioned)
    assert found.origin == "git"
    assert found.changed == date(2026, 3, 4)
    assert [step.after.day for step in found.days] == [date(2026, 3, 4), date(2026, 2, 3)]
    assert [terms(step) for step in found.days] == [
        [("withdrawn", "zz1")],
        [("new", "zz1"), ("new", "zz2")],
    ]
    assert found.present.version == data_version(versioned)


def test_since_a_day_counts_that_day(versioned: Path) -> None:
    found = history_of(versioned)
    assert terms(found.since("2026-02-03")) == [("new", "zz2")]
    assert terms(found.since("2026-02-04")) == [("withdrawn", "zz1")]
    assert terms(found.since("2026-03-05")) == []
    assert terms(found.since("1999-01-01")) == [("new", "zz2")]


def test_since_a_version_that_the_program_showed(versioned: Path) -> None:
    found = history_of(versioned)
    first, one, two, _ = found.states
    assert terms(found.since(one.version)) == [("withdrawn", "zz1"), ("new", "zz2")]
    assert terms(found.since(two.version.upper())) == [("withdrawn", "zz1")]
    assert first.version != one.version
    with pytest.raises(SinceError, match="unknown"):
        found.since("0123456789ab")
    with pytest.raises(SinceError, match="unread"):
        found.since("2026-13-01")


def test_what_is_not_committed_yet_is_the_present_state(versioned: Path) -> None:
    change(versioned, "synonyms.csv", "zz2,b\n", "zz2,c\n")
    found = history_of(versioned)
    assert terms(found.days[0]) == [("corrected", "zz2")]
    assert found.changed > date(2026, 3, 4)


def test_files_that_were_only_checked_out_did_not_change(versioned: Path) -> None:
    for path in versioned.glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert history_of(versioned).changed == date(2026, 3, 4)


def test_a_shallow_clone_tells_what_it_has(versioned: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", versioned.parent.as_uri(), "shallow")
    found = history_of(tmp_path / "shallow" / "data")
    assert found.changed == date(2026, 3, 4)
    assert found.days == ()


def test_a_hook_of_another_work_tree_is_not_asked(
    versioned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(versioned))
    assert history_of(versioned).origin == "git"


def test_without_git_or_copies_nothing_is_known(
    versioned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("metrics.history.commits.shutil.which", lambda _: None)
    found = history_of(versioned)
    assert found.origin == "nowhere"
    assert found.days == ()
    assert found.since(found.present.version).differences == ()
    with pytest.raises(SinceError, match="nowhere"):
        found.since("2026-01-01")


def test_a_folder_that_git_does_not_keep_has_no_commits(versioned: Path) -> None:
    other = versioned.with_name("other")
    shutil.copytree(versioned, other)
    assert history_of(other).origin == "nowhere"


def imported(folder: Path, day: str, name: str, content: bytes) -> None:
    record = Import("new.xlsx", sha256(content).hexdigest(), day, data_version(folder), {})
    write_tables(folder, {name: content}, record)


def test_copies_of_imports_tell_what_changed(copied: Path) -> None:
    synonyms = file_contents(copied)["synonyms"]
    first = data_version(copied)
    imported(copied, "2026-01-05T09:00:00+08:00", "synonyms", synonyms + b"zz1,a\n")
    second = data_version(copied)
    imported(copied, "2026-02-05T09:00:00+08:00", "synonyms", synonyms + b"zz1,b\nzz2,c\n")
    found = history_of(copied)
    assert found.origin == "copies"
    assert found.changed == date(2026, 2, 5)
    assert [terms(step) for step in found.days] == [
        [("corrected", "zz1"), ("new", "zz2")],
        [("new", "zz1")],
    ]
    assert [state.version for state in found.states] == [first, second, data_version(copied)]
    assert terms(found.since(first)) == [("new", "zz1"), ("new", "zz2")]
    assert terms(found.since("2026-01-06")) == [("corrected", "zz1"), ("new", "zz2")]


def test_what_was_changed_by_hand_after_an_import_is_told(copied: Path) -> None:
    synonyms = file_contents(copied)["synonyms"]
    imported(copied, "2026-01-05T09:00:00+08:00", "synonyms", synonyms + b"zz1,a\n")
    change(copied, "synonyms.csv", "zz1,a\n", "zz1,b\n")
    found = history_of(copied)
    assert terms(found.since("2026-01-01")) == [("new", "zz1")]
    assert found.changed > date(2026, 1, 5)
