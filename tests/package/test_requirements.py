"""What the project says that it needs is what its code imports, and what is pinned fits it."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions, requires
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from metrics.tables.read import ROOT

OWN = {"metrics", "pages"}


@cache
def project() -> dict[str, Requirement]:
    """Return the dependencies of the project with those of its extras, by canonical name."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    further = told["project"]["optional-dependencies"].values()
    needed = map(Requirement, chain(told["project"]["dependencies"], *further))
    return {canonicalize_name(one.name): one for one in needed}


@cache
def held() -> Mapping[str, list[str]]:
    """Return the projects that hold each top-level name of this environment."""
    return packages_distributions()


def pinned(file: str) -> dict[str, Requirement]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and line[0] not in "#-"]
    return {canonicalize_name(pin.name): pin for pin in pins}


def imported(code: str) -> set[str]:
    """Return the top-level names that code imports from other projects."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names - OWN - set(sys.stdlib_module_names)


def missing(code: str) -> set[str]:
    """Return what code imports and the project does not name."""
    return {
        name
        for name in imported(code)
        if not {canonicalize_name(d) for d in held().get(name, [name])} & project().keys()
    }


def sources() -> list[Path]:
    folders = [path for folder in sorted(OWN) for path in (ROOT / folder).rglob("*.py")]
    return [ROOT / "dashboard.py", *folders]


def test_everything_that_is_imported_is_named() -> None:
    for path in sources():
        assert not missing(path.read_text(encoding="utf-8")), path


def test_what_is_not_named_is_found() -> None:
    assert missing("import networkx\nfrom scipy.stats import norm\nimport pandas, csv") == {
        "networkx",
        "scipy",
    }


def test_nothing_is_named_that_nobody_imports() -> None:
    used = {
        canonicalize_name(distribution)
        for path in sources()
        for name in imported(path.read_text(encoding="utf-8"))
        for distribution in held().get(name, [])
    }
    assert project().keys() <= used


def test_what_is_pinned_fits_and_every_dependency_is_pinned() -> None:
    pins = pinned("constraints.txt")
    for name, needed in project().items():
        (version,) = pins[name].specifier
        assert needed.specifier.contains(version.version), name
    for name, pin in (pinned("requirements.txt") | pinned("requirements-mcp.txt")).items():
        assert pin.specifier == pins[name].specifier, name
        assert pin.extras == project()[name].extras, name


WINDOWS = {"os_name": "nt", "platform_system": "Windows", "sys_platform": "win32"}


def needed_in_turn() -> tuple[set[str], set[str]]:
    """Return the names of all that the requirements pull in here, and on Windows besides."""
    seen: set[tuple[str, frozenset[str]]] = set()
    elsewhere: set[str] = set()
    files = "requirements.txt", "requirements-mcp.txt", "requirements-dev.txt"
    waiting = [pin for file in files for pin in pinned(file).values()]
    while waiting:
        one = waiting.pop()
        key = canonicalize_name(one.name), frozenset(one.extras)
        if key in seen:
            continue
        seen.add(key)
        for below in map(Requirement, requires(one.name) or ()):
            if holds(below, one.extras, {}):
                waiting.append(below)
            elif holds(below, one.extras, WINDOWS):
                elsewhere.add(canonicalize_name(below.name))
    return {name for name, _ in seen}, elsewhere


def holds(needed: Requirement, extras: set[str], system: dict[str, str]) -> bool:
    """Whether a package is needed on a system by another one with its extras."""
    marker = needed.marker
    return not marker or any(marker.evaluate(system | {"extra": e}) for e in {"", *extras})


def test_all_that_is_needed_in_turn_is_pinned_and_nothing_else() -> None:
    here, on_windows = needed_in_turn()
    assert pinned("constraints.txt").keys() == here | on_windows


def test_the_builder_is_the_one_that_the_tests_use() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (builder,) = map(Requirement, told["build-system"]["requires"])
    assert pinned("requirements-dev.txt")[builder.name].specifier == builder.specifier


def test_the_versions_of_program_and_change_log_agree() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## [{told['project']['version']}]" in changes
