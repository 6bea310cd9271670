"""What the project says that it needs is what its code uses, and the lock holds just that.

The lock is the files of requirements that `make lock` writes. Nothing here asks a registry.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from metrics.tables.read import ROOT
from tools.lock import LAYERS, Layer, layered, requirements

OWN = {"metrics", "pages"}
# Beside what is served: what only tests, tools and benchmarks import, the group `dev` names.
BESIDE = {"bench", "conftest", "tests", "tools"}
# Packages that another one imports when it is asked to, and the module that does.
ASKED_BY = {
    "psycopg": "sqlalchemy.dialects.postgresql.psycopg",
}
# Tools that are called by name, and where; mypy reads the stubs of pandas.
CALLED_AS = {
    "frictionless": "$(BIN)/frictionless",
    "hatchling": '"hatchling"',
    "import-linter": "$(BIN)/lint-imports",
    "mypy": "$(BIN)/mypy",
    "pandas-stubs": "$(BIN)/mypy",
    "pre-commit": "$(BIN)/pre-commit",
    "pytest-xdist": "--dist loadfile",
    "ruff": "$(BIN)/ruff",
}


def canonical(lines: Iterable[str]) -> dict[str, Requirement]:
    return {canonicalize_name(one.name): one for one in map(Requirement, lines)}


@cache
def told() -> dict[str, dict[str, Requirement]]:
    """Return what pyproject.toml says that each layer of the lock needs, by canonical name."""
    text = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = chain.from_iterable(text["project"]["optional-dependencies"].values())
    named = text["project"]["dependencies"], extras, text["dependency-groups"]["dev"]
    return {layer.file: canonical(lines) for layer, lines in zip(LAYERS, named, strict=True)}


def below(file: str) -> list[str]:
    """Return a file of the lock and those that it begins with."""
    files = [layer.file for layer in LAYERS]
    return files[: files.index(file) + 1]


def needed(file: str) -> dict[str, Requirement]:
    return {name: one for part in below(file) for name, one in told()[part].items()}


@cache
def locked(file: str) -> list[Requirement]:
    """Return the requirements of a file of the lock, without their hashes."""
    lines = requirements((ROOT / file).read_text(encoding="utf-8"))
    return [Requirement(line.partition(" \\\n")[0]) for line in lines]


def pinned(file: str) -> list[Requirement]:
    return [one for part in below(file) for one in locked(part)]


@cache
def held() -> Mapping[str, list[str]]:
    """Return the projects that hold each top-level name of this environment."""
    return packages_distributions()


@cache
def imported(code: str) -> set[str]:
    """Return the top-level names that code imports from other projects."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names - OWN - BESIDE - set(sys.stdlib_module_names)


def projects(name: str) -> set[str]:
    """Return the canonical names of the projects that hold a top-level name."""
    return {canonicalize_name(one) for one in held().get(name, [name])}


def missing(code: str, file: str = "requirements-extras.txt") -> set[str]:
    """Return what code imports and pyproject.toml does not name for a layer of the lock."""
    return {name for name in imported(code) if not projects(name) & needed(file).keys()}


def served() -> Iterator[Path]:
    yield ROOT / "dashboard.py"
    for folder in sorted(OWN):
        yield from (ROOT / folder).rglob("*.py")


def beside() -> Iterator[Path]:
    yield ROOT / "conftest.py"
    for folder in ("bench", "tests", "tools"):
        yield from (ROOT / folder).rglob("*.py")


def used(paths: Iterable[Path]) -> set[str]:
    """Return the canonical names of the projects that files import."""
    names = {name for path in paths for name in imported(path.read_text(encoding="utf-8"))}
    return {project for name in names for project in projects(name)}


def test_everything_that_is_imported_is_named() -> None:
    for file, paths in (("requirements-extras.txt", served()), ("requirements-dev.txt", beside())):
        lacking = {path: missing(path.read_text(encoding="utf-8"), file) for path in paths}
        assert not {path: names for path, names in lacking.items() if names}


def test_what_is_not_named_is_found() -> None:
    code = "import networkx\nfrom scipy.stats import norm\nimport pandas, csv, pytest"
    assert missing(code) == {"networkx", "scipy", "pytest"}
    assert missing(code, "requirements-dev.txt") == {"networkx", "scipy"}


def test_nothing_is_named_that_nobody_uses() -> None:
    extras = needed("requirements-extras.txt").keys()
    assert extras <= used(served()) | ASKED_BY.keys()
    dev = told()["requirements-dev.txt"].keys()
    assert dev <= used(beside()) | CALLED_AS.keys()


@pytest.mark.parametrize(("name", "module"), ASKED_BY.items())
def test_what_others_import_is_imported_by_them(name: str, module: str) -> None:
    found = find_spec(module)
    assert found
    assert found.origin
    top = name.replace("-", "_")
    code = Path(found.origin).read_text(encoding="utf-8")
    assert re.search(rf"(?:import|from) {top}\b|\"{top}\.", code)


@pytest.mark.parametrize(("name", "call"), CALLED_AS.items())
def test_what_is_called_by_name_is_called(name: str, call: str) -> None:
    callers = ROOT / "Makefile", Path(__file__).with_name("test_installed.py")
    assert name in needed("requirements-dev.txt")
    assert any(call in path.read_text(encoding="utf-8") for path in callers)


# What a marker sees on each system that the project runs on, beside the one of the tests.
SYSTEMS: dict[str, dict[str, str]] = {
    "here": {},
    "windows": {"os_name": "nt", "platform_system": "Windows", "sys_platform": "win32"},
    "macos": {"os_name": "posix", "platform_system": "Darwin", "sys_platform": "darwin"},
}


def holds(requirement: Requirement, extras: Iterable[str], system: dict[str, str]) -> bool:
    """Whether a requirement, asked for with extras, counts on a system."""
    marker = requirement.marker
    return not marker or any(marker.evaluate(system | {"extra": e}) for e in {"", *extras})


def needed_in_turn(file: str, system: dict[str, str]) -> set[str]:
    """Return the names of all that a layer of the lock pulls in on a system."""
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = list(needed(file).values())
    while waiting:
        one = waiting.pop()
        key = canonicalize_name(one.name), frozenset(one.extras)
        if key in seen:
            continue
        seen.add(key)
        try:
            further = requires(one.name)
        except PackageNotFoundError:
            # Only another system has it, and says what it needs.
            assert system, one.name
            continue
        waiting += [r for r in map(Requirement, further or ()) if holds(r, one.extras, system)]
    return {name for name, _ in seen}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.file)
def test_the_lock_holds_all_that_is_needed_in_turn_and_nothing_else(
    layer: Layer, system: str
) -> None:
    facts = SYSTEMS[system]
    names = {canonicalize_name(one.name) for one in pinned(layer.file) if holds(one, (), facts)}
    assert names == needed_in_turn(layer.file, facts)


def test_every_version_is_one_and_within_its_range() -> None:
    versions: dict[str, str] = {}
    for one in pinned("requirements-dev.txt"):
        (version,) = one.specifier
        assert version.operator == "=="
        assert versions.setdefault(canonicalize_name(one.name), version.version) == version.version
    for name, one in needed("requirements-dev.txt").items():
        assert one.specifier.contains(versions[name]), name


def test_the_lock_names_hashes_for_everything_and_no_host() -> None:
    for layer in LAYERS:
        text = (ROOT / layer.file).read_text(encoding="utf-8")
        for one in requirements(text):
            lines = one.split(" \\\n    ")
            assert len(lines) > 1, one
            assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in lines[1:])
        assert not re.search(r"://|^--?(?!r )|@", re.sub(r"--hash\S+", "", text), re.MULTILINE)


def test_each_file_is_as_it_is_written_and_holds_what_is_further() -> None:
    texts = [(ROOT / layer.file).read_text(encoding="utf-8") for layer in LAYERS]
    assert layered(texts) == dict(zip([layer.file for layer in LAYERS], texts, strict=True))


def test_the_builder_is_the_one_that_the_tests_use() -> None:
    text = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (builder,) = map(Requirement, text["build-system"]["requires"])
    assert told()["requirements-dev.txt"][builder.name].specifier == builder.specifier


def test_the_versions_of_program_and_change_log_agree() -> None:
    text = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## [{text['project']['version']}]" in changes
