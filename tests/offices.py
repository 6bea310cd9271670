"""LibreOffice, which takes long to start: many files at once, and none twice."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True)
class Office:
    """Opens files and saves them in other forms.

    Parameters
    ----------
    program : str
        The path of LibreOffice.
    folder : Path
        Where files, results and a profile of its own stand.
    """

    program: str
    folder: Path
    _results: dict[tuple[bytes, str], Path] = field(default_factory=dict)

    def convert(self, content: bytes, kind: str, form: str) -> Path:
        """Save one file in another form."""
        return self.convert_all([content], kind, form)[0]

    def convert_all(self, contents: list[bytes], kind: str, form: str) -> list[Path]:
        """Save files in another form, with one start for all of them.

        Parameters
        ----------
        contents : list of bytes
            The files.
        kind, form : str
            The endings of names before and after.

        Returns
        -------
        list of Path
            A result for each file, in their order.
        """
        keys = [(sha256(c).digest(), form) for c in contents]
        new = {k: c for k, c in zip(keys, contents, strict=True) if k not in self._results}
        if new:
            self._start(new, kind, form)
        return [self._results[key] for key in keys]

    def _start(self, new: dict[tuple[bytes, str], bytes], kind: str, form: str) -> None:
        sources = [self.folder / f"{digest.hex()[:16]}.{kind}" for digest, _ in new]
        for path, content in zip(sources, new.values(), strict=True):
            path.write_bytes(content)
        out = self.folder / form
        words = [self.program, f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"]
        words += ["--headless", "--convert-to", form, "--outdir", str(out), *map(str, sources)]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=480)
        for key, source in zip(new, sources, strict=True):
            self._results[key] = out / f"{source.stem}.{form}"
            assert self._results[key].is_file(), done.stderr


def pages_of(pdf: Path) -> list[str]:
    """Return the text of each page."""
    words = ["pdftotext", str(pdf), "-"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return said.split("\f")[:-1]


def pictures_of(pdf: Path, folder: Path, resolution: int, only: int = 0) -> list[Path]:
    """Draw the pages of a PDF, or one of them, in points an inch; return the files in order."""
    words = ["pdftoppm", "-r", str(resolution), "-png"]
    words += ["-f", str(only), "-l", str(only)] if only else []
    subprocess.run([*words, str(pdf), str(folder / "p")], check=True)
    return sorted(folder.glob("p-*.png"))


def installed() -> str | None:
    """Return the path of LibreOffice where it and what reads its PDF are installed."""
    tools = ("pdftoppm", "pdftotext")
    return shutil.which("soffice") if all(map(shutil.which, tools)) else None
