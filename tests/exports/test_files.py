"""Files are whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from metrics.exports.files import CancelledError, save, save_all, zipped


def whole(file: IO[bytes]) -> None:
    file.write(b"whole")


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture(params=[0o022, 0o077, 0o002])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_a_file_appears_with_all_of_its_content(tmp_path: Path, umask: int) -> None:
    save(tmp_path / "a.txt", whole)
    assert (tmp_path / "a.txt").read_bytes() == b"whole"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert rights(tmp_path / "a.txt") == 0o666 & ~umask


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o444])
def test_a_file_that_was_there_keeps_its_rights(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(mode)
    drafts: list[int] = []

    def write(file: IO[bytes]) -> None:
        drafts.extend(rights(p) for p in tmp_path.iterdir() if p != path)
        whole(file)

    save(path, write)
    assert path.read_bytes() == b"whole"
    assert rights(path) == mode
    assert drafts == [mode], "what is half written is no more open"


@pytest.mark.parametrize("there", [True, False])
def test_what_a_link_leads_to_is_written(tmp_path: Path, there: bool) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "a.txt", tmp_path / "link.txt"
    if there:
        target.write_bytes(b"old")
    link.symlink_to(target)
    save(link, whole)
    assert link.is_symlink()
    assert target.read_bytes() == b"whole"
    assert [p.name for p in target.parent.iterdir()] == ["a.txt"]


def test_a_link_to_itself_is_an_error_of_the_system(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(link)
    with pytest.raises(OSError, match="symbolic links"):
        save(link, whole)
    assert [p.name for p in tmp_path.iterdir()] == ["link.txt"]


@pytest.mark.parametrize("fault", [CancelledError(), OSError("disk full"), KeyboardInterrupt()])
def test_what_fails_leaves_nothing_and_keeps_what_was(tmp_path: Path, fault: BaseException) -> None:
    def half(file: IO[bytes]) -> None:
        file.write(b"half")
        raise fault

    (tmp_path / "old.txt").write_bytes(b"old")
    for name in ("new.txt", "old.txt"):
        with pytest.raises(type(fault)):
            save(tmp_path / name, half)
    assert [p.name for p in tmp_path.iterdir()] == ["old.txt"]
    assert (tmp_path / "old.txt").read_bytes() == b"old"


def test_equal_contents_are_equal_archives() -> None:
    files = [("a.csv", b"1\n"), ("b.json", b"{}")]
    assert zipped(files) == zipped(files)


def failing(fault: BaseException) -> Iterator[tuple[str, bytes]]:
    yield "1.png", b"new"
    yield "2.png", b"new"
    raise fault


@pytest.mark.parametrize("fault", [CancelledError(), OSError("disk full"), KeyboardInterrupt()])
def test_of_several_files_all_are_there_or_none(tmp_path: Path, fault: BaseException) -> None:
    (tmp_path / "1.png").write_bytes(b"old")
    for folder in (tmp_path, tmp_path / "new"):
        with pytest.raises(type(fault)):
            save_all(folder, failing(fault))
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("1.png", b"old")]
    save_all(tmp_path / "new", [("1.png", b"a"), ("2.png", b"b")])
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == ["1.png", "2.png"]
