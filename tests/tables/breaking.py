"""What may become of the files of tables while they are served."""

from __future__ import annotations

from pathlib import Path


def truncated(folder: Path) -> None:
    path = folder / "indicators.csv"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def no_text(folder: Path) -> None:
    (folder / "units.csv").write_bytes(b"\xff\xfe\x00\xd8" * 100)


def replaced_by_a_folder(folder: Path) -> None:
    (folder / "units.csv").unlink()
    (folder / "units.csv").mkdir()
