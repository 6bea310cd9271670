"""Pictures of charts from the command line: one a chart, in the format that is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from metrics.charts.plotly.posters import FORMATS
from metrics.cli import main
from metrics.exports import decks, images
from metrics.locale import LANGS, Lang

VIEWS = ("indicator?id=gii_rank", "indicator?id=pledge_financing")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Note what a browser would draw: title, ending, width, height, scale."""
    seen: list[tuple[Any, ...]] = []

    def render(_: Any, figure: Any, form: str, *size: int, **__: Any) -> bytes:
        seen.append((figure.layout.annotations[0].text, form, *size))
        return b"picture"

    monkeypatch.setattr(images.Renderer, "render", render)
    return seen


def export(ending: str, folder: Path, *more: str, lang: Lang = "en") -> Result:
    return CliRunner().invoke(main, ["export", ending, *more, "--lang", lang, "-o", str(folder)])


def views(*chosen: str) -> list[str]:
    return [part for view in chosen for part in ("--view", view)]


@pytest.mark.parametrize(
    ("form", "size"),
    [
        ("wide", (1920, 1080, 1)),
        ("4k", (1920, 1080, 2)),
        ("square", (1080, 1080, 1)),
        ("portrait", (1080, 1920, 1)),
        ("cover", (900, 383, 1)),
    ],
)
def test_each_chart_is_a_picture_of_the_format(
    asked: list[tuple[Any, ...]], tmp_path: Path, form: str, size: tuple[int, ...]
) -> None:
    done = export("png", tmp_path / "out", "--form", form, *views(*VIEWS))
    assert done.exit_code == 0, done.output
    assert [one[1:] for one in asked] == [("png", *size)] * 2
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [name[:2] for name in names] == ["01", "02"]
    assert all(name.endswith(f" {form}.png") for name in names)
    assert "2 pictures" in done.output


def test_pictures_of_one_view_stand_beside_each_other(
    asked: list[tuple[Any, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same folder takes a slide and a chart in every size: no file is written over."""
    monkeypatch.setattr(decks, "described", lambda picture, _: picture)
    chosen, many = views(VIEWS[0]), [[], ["--scale", "2"]]
    many += [["--form", form] for form in FORMATS]
    many += [["--form", "square", "--scale", "2"]]
    for more in many:
        done = export("png", tmp_path / "out", *more, *chosen)
        assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "out").iterdir())) == len(asked) == len(many)


def test_a_vector_has_a_format_too(asked: list[tuple[Any, ...]], tmp_path: Path) -> None:
    done = export("svg", tmp_path / "out", "--form", "square", *views(VIEWS[0]))
    assert done.exit_code == 0, done.output
    assert [one[1:] for one in asked] == [("svg", 1080, 1080, 1)]


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_no_chart_is_refused_in_a_sentence(
    asked: list[tuple[Any, ...]], tmp_path: Path, lang: Lang
) -> None:
    view = "indicator?id=gii_rank&show=figure"
    done = export("png", tmp_path / "out", "--form", "square", *views(view), lang=lang)
    assert done.exit_code == 2
    assert "--form" in done.output
    assert not asked
    assert not (tmp_path / "out").exists()
