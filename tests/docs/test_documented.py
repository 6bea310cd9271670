"""All that the program has is documented: what is added must be, too."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import pytest

from metrics.cli import main
from metrics.exports import longtable
from metrics.tables.read import BUNDLED, DESCRIPTOR, ROOT, table_schemas
from metrics.tables.schema import TableSchema, package_schemas, read_package
from metrics.views.filters import PARAMETERS as FILTERS
from pages.parts.frame.places import HIDDEN, PATHS, SHOWN
from pages.parts.http import document, present
from pages.parts.http.offers import OFFERS
from pages.parts.state.parameters import PARAMETERS, Parameter
from tests.docs.markdown import DOCS, Markdown
from tools import reference


def page(name: str) -> Markdown:
    return Markdown.of(DOCS / name)


class TestCommands:
    def test_the_page_has_every_command_and_option(self) -> None:
        text = reference.PAGE.read_text(encoding="utf-8")
        assert text == reference.page(text), "make docs"

    def test_a_new_command_and_a_new_option_are_missed(self) -> None:
        text = reference.PAGE.read_text(encoding="utf-8")
        added = click.Group("ipstats", commands=dict(main.commands))
        added.add_command(click.Command("tell", help="Tell all."))
        assert "## ipstats tell" in reference.page(text, added)
        check = main.commands["check"]
        longer = click.Command("check", params=[*check.params, click.Option(["--deep"])])
        assert "--deep" in reference.page(
            text, click.Group("ipstats", commands={**main.commands, "check": longer})
        )

    def test_every_command_and_option_says_what_it_does(self) -> None:
        assert not sorted(silent(main, "ipstats"))

    def test_an_option_without_words_is_found(self) -> None:
        group = click.Group(
            "ipstats", help="All.", commands={"go": click.Command("go", help="Go.")}
        )
        group.commands["go"].params.append(click.Option(["--far"]))
        assert set(silent(group, "ipstats")) == {"ipstats go --far"}

    def test_the_overview_shows_every_command(self) -> None:
        (examples, *_) = page("command-line.md").blocks("sh")
        for name in main.commands:
            assert f"ipstats {name}" in examples


def silent(command: click.Command, name: str) -> Iterator[str]:
    """Yield what of a command, its options and the commands below it says nothing."""
    if not command.help:
        yield name
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.help:
            yield f"{name} {parameter.opts[0]}"
    if isinstance(command, click.Group):
        for below, one in command.commands.items():
            yield from silent(one, f"{name} {below}")


class TestColumns:
    @pytest.mark.parametrize("schema", table_schemas().values(), ids=list(table_schemas()))
    def test_the_page_has_every_column_and_no_other(self, schema: TableSchema) -> None:
        assert columns(schema) == set(schema.columns)

    def test_a_new_column_is_missed(self, tmp_path: Path) -> None:
        package = read_package(BUNDLED / DESCRIPTOR)
        fields = package["resources"][0]["schema"]["fields"]
        fields.append(fields[0] | {"name": "colour"})
        name = package["resources"][0]["name"]
        (tmp_path / DESCRIPTOR).write_text(json.dumps(package), encoding="utf-8")
        schema = package_schemas(tmp_path / DESCRIPTOR)[name]
        assert set(schema.columns) - columns(schema) == {"colour"}

    @pytest.mark.parametrize("schema", table_schemas().values(), ids=list(table_schemas()))
    def test_the_page_names_the_key(self, schema: TableSchema) -> None:
        key = ", ".join(f"`{column}`" for column in schema.key)
        assert f"Key: {key}" in page("tables.md").section(schema.file).text

    def test_the_long_table_has_every_column(self) -> None:
        added = [field["name"] for field in longtable.fields()]
        assert set(added) == first_cells(page("open-data.md").section("The long table"))


def columns(schema: TableSchema) -> set[str]:
    """Return the columns that the page of the tables lists for one of them."""
    return first_cells(page("tables.md").section(schema.file))


def first_cells(section: Markdown) -> set[str]:
    """Return the names in the first column of the tables of a section."""
    rows = [line for line in section.text.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in Markdown(row.split("|")[1]).names}


class TestSettings:
    def test_every_key_is_named_with_its_section(self) -> None:
        text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
        assert not undocumented(tomllib.loads(text))

    def test_a_new_key_is_missed(self) -> None:
        assert undocumented({"server": {"cookieSecret": ""}, "secret": {}}) == {
            "cookieSecret",
            "[secret]",
        }

    def test_optional_packages_are_named(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        readme = Markdown.of(ROOT / "README.md")
        assert project["optional-dependencies"].keys() <= page("settings.md").names
        for script in project["scripts"]:
            assert f"{script} " in readme.text


def undocumented(config: Mapping[str, Any], above: str = "") -> set[str]:
    """Sections and keys of a configuration that the page of settings does not name."""
    found: set[str] = set()
    for name, value in config.items():
        section = f"[{above}{name}]"
        if isinstance(value, dict):
            found |= {section} - page("settings.md").names
            found |= undocumented(value, f"{above}{name}.")
        else:
            found |= {name} - page("settings.md").names
    return found


class TestVariables:
    def test_every_variable_that_is_read_is_named(self) -> None:
        named = first_cells(page("settings.md").section("Environment variables"))
        assert named == {name for path in code() for name in variables(path.read_text("utf-8"))}

    def test_every_variable_of_make_is_named(self) -> None:
        names = page("settings.md").section("Environment variables").names
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert set(re.findall(r"^(\w+) \?=", makefile, re.MULTILINE)) <= names

    def test_a_new_variable_is_found_however_it_is_read(self) -> None:
        read = """
import os
from os import environ, getenv
ONE = "A"
MORE = ("B", "C")
os.environ["D"], os.environ.get("E", ""), os.getenv("F"), environ.get("G"), getenv("H")
os.environ.get(ONE)
for name in MORE:
    os.environ.get(name)
click.option("--x", envvar="I")
"I2" in os.environ
os.environ["J"] = "what is set is not read"
"""
        assert variables(read) == {*"ABCDEFGHI", "I2"}

    def test_a_variable_whose_name_cannot_be_read_off_is_an_error(self) -> None:
        with pytest.raises(AssertionError, match="name it plainly"):
            variables("import os\ndef look(name): return os.environ[name]")


def code() -> list[Path]:
    """All that runs, tests included."""
    folders = ("metrics", "pages", "tools", "tests", "bench")
    every = [p for folder in folders for p in (ROOT / folder).rglob("*.py")]
    return [p for p in (*every, ROOT / "dashboard.py", ROOT / "conftest.py") if p != Path(__file__)]


def variables(source: str) -> set[str]:
    """Return the environment variables that code reads."""
    if not re.search("environ|getenv|envvar", source):
        return set()
    tree = ast.parse(source)
    known = _constants(tree)
    found: set[str] = set()
    for asked in _asked(tree):
        names = known.get(asked.id) if isinstance(asked, ast.Name) else _strings(asked)
        assert names, f"a variable of the environment: name it plainly: {ast.unparse(asked)}"
        found |= names
    return found


def _strings(node: ast.expr) -> set[str] | None:
    """Return the strings that an expression is: one, or a tuple of them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.Tuple):
        parts = [_strings(part) for part in node.elts]
        return {s for part in parts if part for s in part} if all(parts) else None
    return None


def _constants(tree: ast.Module) -> dict[str, set[str]]:
    """Names that stand for strings: constants of the module, and what runs over one of them."""
    known: dict[str, set[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            known[node.targets[0].id] = _strings(node.value) or set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.For)
            and isinstance(node.target, ast.Name)
            and isinstance(node.iter, ast.Name)
            and node.iter.id in known
        ):
            known[node.target.id] = known[node.iter.id]
    return known


def _asked(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield the expressions that name a variable which is read."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).removeprefix("os.")
            if called in ("environ.get", "getenv", "environ.pop", "environ.setdefault"):
                yield node.args[0]
            yield from (k.value for k in node.keywords if k.arg == "envvar")
        elif isinstance(node, ast.Subscript) and _is_environment(node.value):
            if isinstance(node.ctx, ast.Load):
                yield node.slice
        elif isinstance(node, ast.Compare) and _is_environment(node.comparators[0]):
            yield node.left


def _is_environment(node: ast.expr) -> bool:
    return ast.unparse(node) in ("os.environ", "environ")


class TestAddresses:
    def test_pages_name_every_parameter_where_it_counts(self) -> None:
        assert told("Pages") == {name: parameter.pages for name, parameter in PARAMETERS.items()}

    def test_a_new_parameter_is_missed(self) -> None:
        added = PARAMETERS | {"zoom": Parameter(("explorer",), None)}
        assert told("Pages").keys() != added.keys()

    def test_files_name_every_filter(self) -> None:
        assert first_cells(page("addresses.md").section("Files below /data/")) == {*FILTERS, "lang"}

    def test_plain_routes_name_every_parameter(self) -> None:
        section = page("addresses.md").section("Plain routes")
        assert {n for n in first_cells(section) if n[0] == "/"} == document.PLAIN
        (row,) = (line for line in section.text.splitlines() if "`/present`" in line)
        assert set(present.SHARED) <= Markdown(row).names

    def test_every_file_of_open_data_has_its_address(self) -> None:
        names = page("open-data.md").names
        for offer in OFFERS:
            assert f"/data/{offer.name}" in names

    def test_every_page_is_named(self) -> None:
        names = page("reading.md").names
        shown = set(SHOWN)
        assert PATHS - {""} <= shown | set(HIDDEN)
        for name in shown | {"frame"}:
            assert name in names
        for name in HIDDEN:
            assert any(one.startswith(f"{name}?") for one in names)


def told(title: str) -> dict[str, tuple[str, ...]]:
    """Return the parameters of pages and the pages that each belongs to, as told."""
    found: dict[str, tuple[str, ...]] = {}
    for line in page("addresses.md").section(title).text.splitlines():
        if not line.startswith("| `"):
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        pages = [p.strip("` ") for p in cells[1].split(",")] if len(cells) == 3 else []
        for name in Markdown(cells[0]).names:
            found[name] = tuple(pages)
    return found
