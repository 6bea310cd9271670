"""Renew the lock: the files of requirements, with the hashes of everything that is installed.

Run it with ``make lock``. The ranges of pyproject.toml are resolved once, for every system and
every Python that the project runs on; versions that are locked stay unless ``--upgrade``, or
``--upgrade-package NAME``, is given. Each file begins with the one below it and holds what it
needs further, so that every version stands once.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from uv import find_uv_bin

ROOT = Path(__file__).resolve().parent.parent
COMPILE = (
    *("pip", "compile", "pyproject.toml", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-annotate", "--no-header", "--python", sys.executable),
)


@dataclass(frozen=True)
class Layer:
    """A file of the lock, what it is for, and the options that make uv resolve it."""

    file: str
    purpose: str
    options: tuple[str, ...] = ()


# From the least to the whole.
LAYERS = (
    Layer("requirements.txt", "What running the dashboard needs"),
    Layer(
        "requirements-extras.txt",
        "What the extras of pyproject.toml need besides: assistants, sign-in, stores of tables",
        ("--all-extras",),
    ),
    Layer(
        "requirements-dev.txt",
        "What checking, testing and measuring need besides",
        ("--all-extras", "--group", "dev"),
    ),
)
REQUIREMENT = re.compile(r"^\S.*(?:\n[ \t].*)*", re.MULTILINE)


def requirements(text: str) -> list[str]:
    """Return the requirements of a file, each with its hashes.

    Examples
    --------
    >>> requirements("# Told.\\n-r other.txt\\na==1 \\\\\\n    --hash=sha256:12\\nb==2\\n")
    ['a==1 \\\\\\n    --hash=sha256:12', 'b==2']
    """
    return [one for one in REQUIREMENT.findall(text) if one[0] not in "#-"]


def layered(resolved: Sequence[str]) -> dict[str, str]:
    """Return the text of each file, given what uv resolved for each layer.

    Parameters
    ----------
    resolved : Sequence[str]
        Requirements with hashes, one text a layer, from the least to the whole.

    Examples
    --------
    >>> print(layered(["a==1\\n", "a==1\\nb==2\\n", "a==1\\nb==2\\n"])["requirements-extras.txt"])
    # What the extras of pyproject.toml need besides: assistants, sign-in, stores of tables.
    # Written by `make lock`: do not edit.
    -r requirements.txt
    b==2
    <BLANKLINE>
    """
    files: dict[str, str] = {}
    told: set[str] = set()
    below = ""
    for layer, text in zip(LAYERS, resolved, strict=True):
        further = [one for one in requirements(text) if one not in told]
        told.update(further)
        head = f"# {layer.purpose}.\n# Written by `make lock`: do not edit.\n{below}"
        files[layer.file] = head + "".join(f"{one}\n" for one in further)
        below = f"-r {layer.file}\n"
    return files


def resolve(layer: Layer, target: Path, *further: str) -> str:
    """Resolve a layer into a file, whose versions are kept, and return its text."""
    words = [find_uv_bin(), *COMPILE, *layer.options, "-o", str(target), *further]
    subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return target.read_text(encoding="utf-8")


def renew(*options: str) -> dict[str, str]:
    """Resolve the whole, then each smaller layer at the same versions; return the files."""
    locked = "".join(
        f"{one}\n"
        for layer in LAYERS
        if (path := ROOT / layer.file).exists()
        for one in requirements(path.read_text(encoding="utf-8"))
    )
    with TemporaryDirectory() as name:
        whole = Path(name, "whole.txt")
        whole.write_text(locked, encoding="utf-8")
        everything = resolve(LAYERS[-1], whole, *options)
        smaller = [
            resolve(layer, Path(name, layer.file), "-c", str(whole)) for layer in LAYERS[:-1]
        ]
    return layered([*smaller, everything])


if __name__ == "__main__":
    for file, text in renew(*sys.argv[1:]).items():
        (ROOT / file).write_text(text, encoding="utf-8", newline="\n")
