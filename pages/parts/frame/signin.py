"""The page of the sign-in, and what a visitor sees instead of a page who may not see it."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from metrics.locale import DEFAULT_LANG, LANGS, Lang, Text, as_lang, text
from pages.parts.frame import markup
from pages.parts.frame.places import HIDDEN, SHOWN, SIGNIN
from pages.parts.state import passes, signin, visitors
from pages.parts.state.passes import WAY, Way
from pages.parts.state.signin import ONLY
from pages.parts.state.view import browser_lang
from pages.parts.state.visitors import Visit

# Each language in its own words, as in the header of every page.
NAMES: dict[Lang, str] = {"zh": "中", "en": "EN"}
# Why a visitor came here, as the address tells it, with a message of its own.
TOLD = ("out", "back", "denied", "away")


def admit(icon: str) -> bool:
    """Tell whether the visitor may see the page; else draw the sign-in, and nothing of the tables.

    Parameters
    ----------
    icon : str
        The image of the window.

    Returns
    -------
    bool
        Whether to go on.
    """
    if not signin.config().on:
        return True
    visit = visitors.visit()
    at_signin = page_of(str(st.context.url or "")) == SIGNIN
    if not visit.refused and not at_signin:
        return True
    say = text(_lang())
    st.navigation(
        [_place(name, say) for name in (SIGNIN, *SHOWN, *HIDDEN)],
        position="hidden",
    )
    title = say("signin.title")
    st.set_page_config(page_title=f"{title} · {say('site.title')}", page_icon=icon, layout="wide")
    st.html(_header(say, at_signin=at_signin))
    with st.container(key="signin"):
        if at_signin:
            _draw(visit, say)
        else:
            _lead(visit, say)
    return False


def page_of(url: str) -> str:
    """Return the name of the page of an address.

    Examples
    --------
    >>> page_of("http://localhost:8501/ip/signin?to=explorer"), page_of("http://localhost:8501/")
    ('signin', '')
    """
    return urlsplit(url).path.rpartition("/")[2]


def _place(name: str, say: Text) -> st.Page:
    """Return a page of the navigation that draws nothing: the framework wants one at an address."""
    return st.Page(
        _nothing,
        title=say("signin.title"),
        url_path=None if name == "overview" else name,
        default=name == "overview",
    )


def _nothing() -> None:
    """Draw nothing."""


def _way() -> Way | None:
    cookie = st.context.cookies.get(WAY, "")
    return passes.read_way(signin.config(), cookie) if isinstance(cookie, str) else None


def _lang() -> Lang:
    """Return the language of the address, else that of the way here, else the browser's."""
    way = _way()
    way_lang = way.lang if way and page_of(str(st.context.url or "")) == SIGNIN else None
    return as_lang(st.query_params.get("lang")) or way_lang or browser_lang() or DEFAULT_LANG


def _header(say: Text, *, at_signin: bool) -> str:
    other = "light" if st.context.theme.type == "dark" else "dark"
    kept = {k: v for k, v in st.query_params.to_dict().items() if k not in ("lang", "look", "out")}

    def address(**changed: str) -> str:
        return f"?{urlencode(kept | {'lang': say.lang} | changed)}"

    return markup.render(
        "signin_header.html",
        say.lang,
        langs=[(code, markup.TAGS[code], NAMES[code], address(lang=code)) for code in LANGS],
        look=other,
        look_address=address(look=other),
        out=at_signin and st.query_params.get("why") == "out",
    )


def _draw(visit: Visit, say: Text) -> None:
    """Draw the page of the sign-in for a visitor."""
    if visit.refused != "nobody" and "out" in st.query_params:
        _say(say, "leaving")
        st.logout()
    elif visit.refused == "allowed":
        _say(say, "not_allowed", name=visit.name)
        st.button(say("signin.other"), key="signout", type="primary", on_click=st.logout)
    elif visit.refused:
        why = st.query_params.get("why", "")
        told = why if why in TOLD else "ended" if visit.refused == "ended" else "lead"
        _say(say, told)
        _buttons(say)
    elif (way := _way()) is None:
        _say(say, "no_cookie")
    else:
        code = passes.code(signin.config(), visit, way.browser)
        st.html(markup.render("signin_pass.html", say.lang, code=code, name=visit.name))


def _buttons(say: Text) -> None:
    providers = signin.config().providers
    for name in providers:
        words = say("signin.button") if len(providers) == 1 else say("signin.button_at", name=name)
        given = () if name == ONLY else (name,)
        st.button(words, key=f"signin-{name}", type="primary", on_click=st.login, args=given)


def _lead(visit: Visit, say: Text) -> None:
    """Lead to the page of the sign-in from a page whose visitor is no longer, or not yet, known."""
    parts = urlsplit(str(st.context.url or ""))
    page = page_of(str(st.context.url or ""))
    asked = urlencode(st.query_params.to_dict()) or parts.query
    to = quote(f"{page}?{asked}" if asked else page)
    _say(say, "ended" if visit.refused == "ended" else "lead")
    st.html(
        markup.render("signin_link.html", say.lang, address=f"{SIGNIN}?to={to}&lang={say.lang}")
    )


def _say(say: Text, key: str, **values: str) -> None:
    st.html(
        markup.render(
            "signin.html",
            say.lang,
            title=say(f"signin.{key}_title"),
            words=say(f"signin.{key}", **values),
        )
    )
