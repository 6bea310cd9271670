"""What ``pip install`` makes of the project works without the checkout, from any folder.

The environment is empty and sees the packages of the one that runs the tests. With
``INSTALL=download``, as `.ci/run` sets it, pip downloads what the lock holds, as the README tells
it, and the environment sees nothing else.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import openpyxl
import pytest
from mcp import StdioServerParameters
from playwright.sync_api import Browser

from bench.serving import running
from metrics.tables.read import ROOT
from tests.assistant.asked import asking
from tests.browsing import Seen, open_page

DOWNLOAD = os.environ.get("INSTALL") == "download"
# What would lead the installed program back to the checkout.
LEADING = {"PYTHONPATH", "DATA_URL", "REPORTS_DIR"}


def build(target: str, project: Path, folder: Path) -> Path:
    """Build a wheel or an sdist of a project into a folder of its own."""
    words = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(words, cwd=project, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@dataclass(frozen=True)
class Environment:
    """A virtual environment in which the project is installed, and a folder to work in."""

    folder: Path
    work: Path

    @property
    def scripts(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def variables(self) -> dict[str, str]:
        return {k: v for k, v in os.environ.items() if k not in LEADING}

    def run(self, command: str, *words: str, **variables: str) -> str:
        """Run a command of the environment in its folder; return what it printed."""
        done = subprocess.run(
            [self.scripts / command, *words],
            cwd=self.work,
            env=self.variables | {"PYTHONIOENCODING": "utf-8"} | variables,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout.decode(variables.get("PYTHONIOENCODING", "utf-8"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    made = Environment(tmp_path_factory.mktemp("environment"), tmp_path_factory.mktemp("elsewhere"))
    venv.create(made.folder, with_pip=False)
    own = str(made.scripts / "python")
    pip = [sys.executable, "-m", "pip", "--python", own, "install", "--quiet"]
    if DOWNLOAD:
        for words in (["-r", str(ROOT / "requirements-extras.txt")], ["--no-deps", str(ROOT)]):
            subprocess.run([*pip, *words], cwd=made.work, env=made.variables, check=True)
        return made
    subprocess.run([*pip, "--no-index", "--no-deps", str(wheel)], cwd=made.work, check=True)
    where = made.run("python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    line = sysconfig.get_path("purelib") + "\n"
    Path(where.strip(), "dependencies.pth").write_text(line, encoding="utf-8")
    return made


def carried() -> dict[str, Path]:
    """Return the files that a wheel must hold, by their names in it."""
    kept = {f"metrics/carried/{name}": ROOT / name for name in ("dashboard.py",)}
    kept["metrics/carried/.streamlit/config.toml"] = ROOT / ".streamlit" / "config.toml"
    for folder, to in (
        ("metrics", ""),
        ("pages", "metrics/carried/"),
        ("data", "metrics/carried/"),
        ("static", "metrics/carried/"),
    ):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                kept[to + path.relative_to(ROOT).as_posix()] = path
    return kept


class TestWheel:
    def test_it_holds_all_that_the_program_reads_and_nothing_else(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as file:
            held = {name for name in file.namelist() if ".dist-info/" not in name}
            assert held == set(carried())
            for name, path in carried().items():
                assert file.read(name) == path.read_bytes(), name

    def test_the_sdist_builds_the_same_wheel(self, wheel: Path, tmp_path: Path) -> None:
        sdist = build("sdist", ROOT, tmp_path / "sdist")
        with tarfile.open(sdist) as file:
            file.extractall(tmp_path, filter="data")
        again = build("wheel", tmp_path / sdist.name.removesuffix(".tar.gz"), tmp_path / "again")
        assert again.name == wheel.name
        assert digest(again) == digest(wheel)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class TestInstalled:
    def test_nothing_is_read_from_the_checkout(self, environment: Environment) -> None:
        code = "import metrics; from metrics.tables.read import DATA as data"
        code += "; print(metrics.__file__); print(data.folder)"
        for line in environment.run("python", "-c", code).splitlines():
            assert Path(line).is_relative_to(environment.folder)

    def test_an_assistant_is_answered(self, environment: Environment) -> None:
        command = str(environment.scripts / "ipstats")
        started = StdioServerParameters(
            command=command, args=["mcp"], cwd=environment.work, env=environment.variables
        )
        with asking(started) as client:
            figure = client.answer("newest", indicator="satisfaction")["figure"]
            assert figure["indicator"] == "satisfaction"
            assert client.answer("check_text", text="2023年授权发明专利92.1万件。")["right"] is True

    def test_check_finds_the_tables_sound(self, environment: Environment) -> None:
        assert environment.run("ipstats", "check").startswith("Sound: ")

    @pytest.mark.filterwarnings("ignore:Sparkline Group")
    @pytest.mark.parametrize(
        ("flag", "sheets"), [((), range(6, 7)), (("--audit",), range(20, 400))]
    )
    def test_a_workbook_is_written_where_the_command_runs(
        self, flag: tuple[str, ...], sheets: range, environment: Environment
    ) -> None:
        environment.run("ipstats", "export", "xlsx", *flag, "-o", "x.xlsx")
        book = openpyxl.load_workbook(environment.work / "x.xlsx", read_only=True)
        assert len(book.sheetnames) in sheets
        book.close()

    def test_tables_load_as_in_the_readme(self, environment: Environment) -> None:
        code = "from metrics import load; print(len(load().series('gii_rank').points))"
        assert int(environment.run("python", "-c", code)) > 10

    def test_the_module_prints_on_a_chinese_console(self, environment: Environment) -> None:
        words = ("-m", "metrics", "list", "--lang", "zh")
        assert "全球创新指数" in environment.run("python", *words, PYTHONIOENCODING="gbk")


@pytest.fixture(scope="module")
def installed_server(environment: Environment) -> Iterator[str]:
    words = [str(environment.scripts / "ipstats"), "run", "--address", "127.0.0.1", "--port"]
    folder, variables = environment.work, environment.variables
    with running(words, folder=folder, variables=variables) as server:
        yield server.base


@pytest.mark.browser
class TestDashboard:
    def test_pages_are_shown_with_the_settings_of_the_project(
        self, browser: Browser, installed_server: str
    ) -> None:
        seen = Seen()
        page = open_page(browser, f"{installed_server}/creation?lang=en", seen=seen)
        page.locator(".js-plotly-plot").first.wait_for()
        font = page.locator(".stApp").evaluate("e => getComputedStyle(e).fontFamily")
        assert "PingFang SC" in font
        assert not seen.errors
        assert not seen.strangers
        page.context.close()

    def test_open_data_and_icon_are_served(self, installed_server: str) -> None:
        with urlopen(f"{installed_server}/data/units.csv") as answer:
            assert answer.read()[3:] == (ROOT / "data" / "units.csv").read_bytes()
