"""Files are whole or not there."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pytest

from metrics.exports.files import CancelledError, save, zipped


def test_a_file_appears_with_all_of_its_content(tmp_path: Path) -> None:
    save(tmp_path / "a.txt", lambda file: file.write(b"whole") and None)
    assert (tmp_path / "a.txt").read_bytes() == b"whole"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o644, "others may read it"


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
