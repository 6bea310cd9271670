"""A repeated run of a page makes nothing anew; the page that it is measured against equals it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bench import ready
from pages.parts.blocks import near
from pages.parts.frame import markup, shell
from pages.parts.frame.places import HIDDEN, SHOWN
from pages.parts.state import store
from tests.apps import open_page

# What a page shows little without.
QUERIES = {"indicator": {"id": "gii_rank"}, "explorer": {"s": "gii_rank"}}
PAGES = (*SHOWN, *HIDDEN)
# Templates of each run: what hangs on the whole view of a session, on its address or on its clock.
EACH_RUN = {
    "caption.html",
    "header.html",
    "foot.html",
    "copy_link.html",
    "proof_take.html",
    "proof_righted.html",
}


def opened(page: str) -> AppTest:
    app = open_page(page, **QUERIES.get(page, {}))
    assert not app.exception
    return app


@pytest.mark.parametrize("page", PAGES)
def test_a_repeated_run_makes_nothing_anew(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(page)
    rendered: Counter[str] = Counter()
    built: list[object] = []
    render, keep = markup.render, store.Shelf._keep

    def counted(template: str, *args: object, **values: object) -> object:
        rendered[template] += 1
        return render(template, *args, **values)  # type: ignore[arg-type]

    def noted(shelf: store.Shelf, wanted: object, made: object) -> None:
        built.append(wanted)
        keep(shelf, wanted, made)  # type: ignore[arg-type]

    monkeypatch.setattr(markup, "render", counted)
    monkeypatch.setattr(store.Shelf, "_keep", noted)
    app.run()
    assert not app.exception
    assert not built
    assert rendered.keys() <= EACH_RUN | {"texts_how.html"}
    assert all(count == 1 for count in rendered.values())


@pytest.mark.parametrize("page", ["overview", "policy", "explorer", "curate", "proof"])
def test_the_equal_page_has_the_same_elements(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Everything is drawn, as if all of the page were in view.
    monkeypatch.setattr(near, "show", lambda name, height, draw: draw())

    def seen() -> list[tuple[str, str]]:
        app = opened(page)
        return [(node.type, str(getattr(node, "proto", ""))) for node in app.main]

    own = seen()
    ready.scripts(shell.PAGES, tmp_path)
    monkeypatch.setattr(shell, "PAGES", tmp_path)
    monkeypatch.setattr(ready, "_RECORDED", {})
    assert seen() == own
    assert len(ready._RECORDED) == 1
    assert seen() == own


class TestShelf:
    def test_what_an_address_chooses_is_kept_apart(self) -> None:
        def chosen(choices: dict[str, str], told: str) -> str:
            return store.chosen("apart", "en", "light", "test", choices, lambda: told)

        assert chosen({"p": "1"}, "first") == "first"
        assert chosen({"p": "2"}, "second") == "second"
        assert chosen({"p": "1"}, "third") == "first"

    def test_what_a_reader_typed_is_kept_by_nobody(self) -> None:
        before = len(store._CHOSEN._kept)
        app = open_page("data", q="patents")
        assert not app.exception
        assert len(store._CHOSEN._kept) == before
