"""The server begins anew under an open page: the first thing that it hears is a choice."""

from __future__ import annotations

import pytest
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.app_test import TESTING_KEY

from tests.apps import html, open_page


def begun_anew(app: AppTest) -> AppTest:
    """Return the same page of the browser, with a server that knows nothing of it."""
    states = app._tree.get_widget_states()
    session = SessionState()
    session[TESTING_KEY] = app.session_state[TESTING_KEY]
    app._session_state = SafeSessionState(session, lambda: None)
    return app._run(states)


def told(app: AppTest) -> dict[str, str]:
    return {k: v[0] if isinstance(v, list) else v for k, v in app.query_params.items()}


CHOICES = [
    ("checks", {"verdict": "inconsistent"}, "w_verdict_zh", "verdict", "not_comparable"),
    ("checks", {"verdict": "inconsistent"}, "w_relation_zh", "relation", "sum"),
    ("data", {"theme": "creation"}, "w_theme_zh", "theme", "services"),
    ("explorer", {"s": "gii_rank", "theme": "creation"}, "w_theme_zh", "theme", "services"),
    ("explorer", {"s": "gii_rank", "theme": "creation"}, "w_theme_zh", "theme", ""),
    ("policy", {"kind": "treaty"}, "w_kind_zh", "kind", "law"),
]


@pytest.mark.parametrize(("page", "query", "widget", "key", "code"), CHOICES)
def test_the_first_choice_counts(
    page: str, query: dict[str, str], widget: str, key: str, code: str
) -> None:
    app = open_page(page, "zh", **query)
    assert not app.exception
    app.selectbox(key=widget).select(code)
    begun_anew(app)
    assert not app.exception
    wanted = {"lang": "zh", **query, key: code}
    assert told(app) == {k: v for k, v in wanted.items() if v}
    assert app.selectbox(key=widget).value == code


def test_the_page_stays_where_nothing_was_chosen() -> None:
    app = open_page("checks", "zh", verdict="inconsistent")
    before = html(app)
    begun_anew(app)
    assert told(app) == {"lang": "zh", "verdict": "inconsistent"}
    assert html(app) == before


def test_what_is_typed_counts() -> None:
    app = open_page("data", "zh", q="质押")
    app.text_input(key="w_q_zh").set_value("商标")
    begun_anew(app)
    assert told(app) == {"lang": "zh", "q": "商标"}


def test_a_button_counts() -> None:
    app = open_page("briefing", "zh", d="chart!indicator?id=gii_rank", n="1")
    app.button(key="clear").click()
    begun_anew(app)
    assert not app.exception
    assert "d" not in told(app)


def test_a_page_that_was_turned_counts() -> None:
    app = open_page("checks", "zh", verdict="consistent")
    buttons = [b for b in app.button if b.key.startswith("p_") and not b.disabled]
    buttons[0].click()
    begun_anew(app)
    assert told(app) == {"lang": "zh", "verdict": "consistent", "p": "2"}
