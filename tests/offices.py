"""LibreOffice, which takes long to start: many files at once, and none twice."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

# A function of `office_script.Sheets`, and what it is told.
Step = tuple[str, dict[str, Any]]
SCRIPT = Path(__file__).with_name("office_script.py")
# Seconds within which all steps of a start must be done.
LONGEST = 480


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

    def work(self, content: bytes, steps: list[Step], kind: str = "xlsx") -> list[Any]:
        """Do steps with one file in a running LibreOffice; return the answer to each."""
        return self.work_all([(content, steps)], kind)[0]

    def work_all(self, jobs: list[tuple[bytes, list[Step]]], kind: str = "xlsx") -> list[list[Any]]:
        """Do steps with files in LibreOffice, with one start for all of them.

        Parameters
        ----------
        jobs : list of (bytes, list of Step)
            Each file, and what is done with it in this order.
        kind : str
            The ending of the names of the files.

        Returns
        -------
        list of list
            For each file the answers to its steps.
        """
        told = []
        for content, steps in jobs:
            path = self.folder / f"{sha256(content).hexdigest()[:16]}.{kind}"
            path.write_bytes(content)
            told.append({"file": path.as_uri(), "steps": steps})
        asked = {
            "program": self.program,
            "profile": (self.folder / "profile").as_uri(),
            "pipe": f"tests{os.getpid()}",
            "jobs": told,
        }
        running = subprocess.Popen(
            [python_with_uno(), str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        try:
            said, failed = running.communicate(json.dumps(asked), timeout=LONGEST)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise
        assert running.returncode == 0, failed
        answers: list[list[Any]] = json.loads(said)
        return answers

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
    ready = all(map(shutil.which, tools)) and _writes() and _pythons()
    return shutil.which("soffice") if ready else None


def _writes() -> bool:
    """Tell whether the part that opens documents is there, which Debian packs by itself."""
    program = shutil.which("soffice")
    folder = Path(program).resolve().parent if program else None
    return folder is not None and bool([*folder.glob("*swlo*"), *folder.glob("swriter*")])


def _pythons() -> list[str]:
    """Return the Pythons that can talk to LibreOffice: its own, or that of the system."""
    program = shutil.which("soffice")
    own = Path(program).resolve().with_name("python") if program else None
    found = [str(p) for p in (own, Path("/usr/bin/python3")) if p is not None and p.is_file()]
    return [
        p for p in found if subprocess.run([p, "-c", "import uno"], check=False).returncode == 0
    ]


@cache
def python_with_uno() -> str:
    """Return the Python that runs `office_script.py`."""
    return _pythons()[0]
