"""What the documentation names is there: links, pictures, commands, targets, examples."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from metrics.cli import main
from metrics.locale import LANGS, text
from metrics.tables.read import ROOT
from tests.docs.markdown import DOCS, PAGES, Markdown

NAMES = [path.relative_to(ROOT).as_posix() for path in PAGES]
# The ways in which the command line is called.
PROGRAMS = ("ipstats", "python -m metrics", "py -m metrics")


def misled(path: Path, page: Markdown) -> list[str]:
    """Return the links of a page that lead to no file or no heading of this project."""
    local = (link for link in page.links if not link.startswith(("https://", "http://")))
    return [link for link in local if not leads(path, page, link)]


def leads(path: Path, page: Markdown, link: str) -> bool:
    """Whether a link of a page leads somewhere."""
    file, _, anchor = link.partition("#")
    to = (path.parent / file).resolve() if file else path
    if to != path:
        if not (to.is_file() and to.is_relative_to(ROOT)):
            return False
        page = Markdown.of(to) if anchor else page
    return not anchor or anchor in page.anchors


class TestLinks:
    @pytest.mark.parametrize("path", PAGES, ids=NAMES)
    def test_they_lead_somewhere(self, path: Path) -> None:
        assert not misled(path, Markdown.of(path))

    def test_one_that_does_not_is_found(self) -> None:
        page = Markdown("# Here\n[a](#here) [b](#there) [c](no.md) [d](README.md#two-commands)")
        assert misled(ROOT / "page.md", page) == ["#there", "no.md"]

    @pytest.mark.parametrize("path", PAGES, ids=NAMES)
    def test_files_and_folders_that_are_named_are_there(self, path: Path) -> None:
        folders = ("metrics/", "pages/", "tests/", "tools/", "data/", "docs/", "bench/")
        for name in Markdown.of(path).names:
            if name.startswith(folders) and "*" not in name:
                assert (ROOT / name.split()[0]).exists(), name

    def test_every_page_is_in_the_list_of_pages(self) -> None:
        linked = set(Markdown.of(DOCS / "README.md").links)
        assert {p.name for p in DOCS.glob("*.md")} - {"README.md"} <= linked

    def test_every_picture_is_shown(self) -> None:
        shown = {(p.parent / name).resolve() for p in PAGES for name in Markdown.of(p).pictures}
        assert set(DOCS.glob("*.png")) <= shown


def commands(page: Markdown) -> Iterator[list[str]]:
    """Yield the words of each call of the command line in the blocks of a page."""
    for block in page.blocks("sh", ""):
        for line in block.splitlines():
            for program in PROGRAMS:
                if line.startswith(f"{program} "):
                    yield shlex.split(line.partition(" > ")[0], comments=True)[
                        len(program.split()) :
                    ]


def understood(words: list[str]) -> None:
    """Have the command line read a call, without doing anything."""
    context = click.Context(main, info_name="ipstats", **main.context_settings)
    command: click.Command = main
    while isinstance(command, click.Group):
        name, found, words = command.resolve_command(context, words)
        assert found is not None
        context, command = click.Context(found, context, name), found
    values, rest, _ = command.make_parser(context).parse_args(list(words))
    assert not rest or isinstance(command.params[0], click.Argument)
    needed = {p.name for p in command.params if p.required and isinstance(p, click.Argument)}
    assert needed <= values.keys()


class TestCommands:
    @pytest.mark.parametrize("path", PAGES, ids=NAMES)
    def test_the_command_line_understands_them(self, path: Path) -> None:
        for words in commands(Markdown.of(path)):
            understood(words)

    @pytest.mark.parametrize("words", ["exprot xlsx -o x", "export odt -o x", "check --deep"])
    def test_others_are_refused(self, words: str) -> None:
        with pytest.raises(click.UsageError):
            understood(words.split())

    @pytest.mark.parametrize("path", PAGES, ids=NAMES)
    def test_make_has_the_targets(self, path: Path) -> None:
        text = Markdown.of(path).text
        assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets()

    def test_every_target_is_told(self) -> None:
        told = set(re.findall(r"^\| `make ([a-z-]+)`", contributing().text, re.MULTILINE))
        assert told == targets()

    def test_hooks_call_targets(self) -> None:
        hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
        (local,) = hooks["repos"]
        assert local["repo"] == "local"
        for hook in local["hooks"]:
            assert hook["language"] == "system"
            assert hook["entry"].removeprefix("make ") in targets()
        subprocess.run(
            [sys.executable, "-m", "pre_commit", "validate-config"], cwd=ROOT, check=True
        )

    def test_windows_holds_what_make_holds(self) -> None:
        """Each line of `make check` stands there without make."""
        page = " ".join(Markdown.of(DOCS / "windows.md").blocks(""))
        recipe = re.search(r"^check:.*\n((?:\t.*\n)+)", makefile(), re.MULTILINE)
        assert recipe
        for line in recipe[1].splitlines():
            words = line.strip().removeprefix("$(BIN)/").removeprefix("python -m ")
            assert words in page


def makefile() -> str:
    return (ROOT / "Makefile").read_text(encoding="utf-8")


def targets() -> set[str]:
    """Return what make can be asked for."""
    found = re.search(r"^\.PHONY: (.*)$", makefile(), re.MULTILINE)
    assert found
    return set(found[1].split())


def contributing() -> Markdown:
    return Markdown.of(ROOT / "CONTRIBUTING.md")


class TestRooms:
    def test_the_map_has_every_room_in_the_order_of_imports(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        layers = next(
            contract["layers"]
            for contract in project["tool"]["importlinter"]["contracts"]
            if contract.get("containers") == ["metrics"]
        )
        told = re.findall(r"^\| (`.+?`) \|", contributing().text, re.MULTILINE)
        rooms = [row.replace("`", "").replace(", ", " | ") for row in told if "make" not in row]
        assert rooms == [layer for layer in reversed(layers) if layer != "__main__"]


class TestTwins:
    zh, en = (Markdown.of(ROOT / name) for name in ("README.zh.md", "README.md"))

    def test_they_have_the_same_sections_and_pictures(self) -> None:
        assert [level for level, _ in self.zh.headings] == [level for level, _ in self.en.headings]
        assert self.zh.pictures == self.en.pictures

    def test_they_have_the_same_commands(self) -> None:
        assert bare(self.zh) == bare(self.en)

    def test_they_lead_to_the_same_places(self) -> None:
        other = {"README.md": "README.zh.md"}
        assert [other.get(link, link) for link in self.zh.links] == self.en.links

    def test_each_section_links_to_the_same_places_and_has_as_many_paragraphs(self) -> None:
        for zh, en in zip(parts(self.zh), parts(self.en), strict=True):
            assert len(re.split(r"\n\n+", zh.strip())) == len(re.split(r"\n\n+", en.strip()))

    def test_pages_have_the_names_that_they_bear(self) -> None:
        told = {"zh": re.findall("“(.+?)”页", self.zh.text)}
        told["en"] = re.findall(r"page \*(.+?)\*", self.en.text)
        for lang in LANGS:
            titles = {m for key, m in text(lang).messages.items() if key.startswith("page.")}
            assert told[lang]
            assert set(told[lang]) <= titles

    def test_a_newcomer_reads_it_in_three_minutes(self) -> None:
        """Two hundred words, or four hundred signs, a minute."""
        assert len(self.en.prose.split()) < 600
        assert len(re.findall(r"[一-鿿]", self.zh.prose)) < 1200

    def test_each_names_its_twin_first(self) -> None:
        assert self.en.links[0] == "README.zh.md"
        assert self.zh.links[0] == "README.md"


def bare(page: Markdown) -> list[str]:
    """Return the commands of a page without the comments beside them."""
    lines = [line for block in page.blocks("sh") for line in block.splitlines()]
    return [line.partition("#")[0].strip() for line in lines]


def parts(page: Markdown) -> list[str]:
    return re.split(r"^#+ .+$", page.text, flags=re.MULTILINE)


class TestExamples:
    @pytest.mark.parametrize(
        "code", Markdown.of(DOCS / "python.md").blocks("python"), ids=lambda code: code[:30]
    )
    def test_they_run(self, code: str) -> None:
        exec(compile(code, "python.md", "exec"), {})

    def test_a_shell_reads_the_blocks(self) -> None:
        shell = shutil.which("sh")
        if shell is None:
            pytest.fail("blocks marked sh are for a shell")
        for path in PAGES:
            for block in Markdown.of(path).blocks("sh"):
                subprocess.run([shell, "-n"], input=block.encode(), check=True)
