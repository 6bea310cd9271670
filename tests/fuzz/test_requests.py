"""Addresses and headers of any kind: each is answered, in time, without a fault or loose markup."""

from __future__ import annotations

from urllib.parse import quote, quote_from_bytes

from hypothesis import given
from hypothesis import strategies as st

from bench.serving import Server
from bench.visitor import visiting
from bench.walks import PAGES
from metrics.views.filters import PARAMETERS as FILTERS
from pages.parts.http.offers import FILES
from pages.parts.state.parameters import PARAMETERS
from tests.asking import result_of
from tests.fuzz.budget import times
from tests.fuzz.raw import MARK, QUOTED, ask, watched

PLAIN = [
    *(f"data/{name}" for name in FILES),
    *("present", "present/deck.svg", "deck", "embed", "search.json", "words.json", "robots.txt"),
    *("picture.svg", "preview.png", "healthz", "proof/words", "_stcore/health", "media/x.xlsx"),
    *("_stcore/upload_file/a/b", "_stcore/host-config", "static/x.js", "component/a/b", "ip.css"),
]
NAMES = sorted({*PARAMETERS, *FILTERS, "view", "page", "form", "name", "look", "of", "embed"})
HOSTILE = (
    MARK,
    QUOTED,
    f"'{MARK}",
    f"gii_rank{MARK}",
    f"javascript:{MARK}",
    "../../../../etc/passwd",
    "..\\..\\win.ini",
    "{value}",
    "{0.__class__}",
    "%s%n",
    "\x00",
    "\u202egii_rank",
    "İ",
    "ﬀ",
    "gii_rank," * 300,
    "9" * 4_000,
    "-1",
    "1e309",
    "２０２２",
    "title~" * 70,
    "chart!" * 200,
    "chart!indicator?id=gii_rank*zh:" + MARK,
    "title*zh:" + MARK + "*en:" + QUOTED,
    "gii_rank@" + MARK,
    "2022/2012",
    "(" * 500,
    "\ufeff",
    "😀" * 50,
)
SOUND = (
    *("gii_rank", "pledge_financing", "invention_patents_in_force", "CN", "@CN-GD", "creation"),
    *("zh", "en", "dark", "1", "0", "2022", "pct", "index", "table", "chart", "first", "data"),
    *("inconsistent", "indicator?id=gii_rank", "title~chart!indicator%3Fid%3Dgii_rank~sources"),
)
# Bytes that are no text, or the same text written longer than it may be.
UNENCODED = (b"\xed\xa0\x80", b"\xc0\xaf", b"\xff\xfe", b"\xf0\x82\x82\xac", b"\x80", b"\0", b"%")


def _written(value: str | bytes, *, twice: bool) -> str:
    once = quote_from_bytes(value) if isinstance(value, bytes) else quote(value, errors="replace")
    return quote(once) if twice else once


VALUES = st.builds(
    _written,
    st.one_of(
        st.sampled_from(SOUND),
        st.sampled_from(HOSTILE),
        st.sampled_from(UNENCODED),
        st.text(max_size=20),
        st.binary(max_size=12),
    ),
    twice=st.sampled_from([False] * 5 + [True]),
)
PAIRS = st.tuples(st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES), VALUES), VALUES)
QUERIES = st.one_of(
    st.lists(PAIRS, max_size=4).map(lambda pairs: "&".join(f"{n}={v}" for n, v in pairs)),
    # The same again and again, and thousands of parameters.
    st.builds(lambda pair, n: "&".join([f"{pair[0]}={pair[1]}"[:100]] * n), PAIRS, st.just(500)),
    st.builds(lambda n: "&".join(f"p{k}={k}" for k in range(n)), st.sampled_from([10, 4_000])),
    VALUES,
)


def _spelt(path: str, how: str) -> str:
    """Write a path otherwise."""
    return {
        "as it is": path,
        "in capitals": path.upper(),
        "with a slash": f"{path}/",
        "with slashes": f"//{path}//",
        "with dots": f"./x/../{path}",
        "in per cent": "".join(f"%{byte:02X}" for byte in path.encode()),
        "twice in per cent": quote(quote(path, safe=""), safe=""),
        "with a zero": f"{path}%00.csv",
        "with a stop": f"{path}%E3%80%82",
        "very long": f"{path}/" + "a" * 7_000,
        "below": f"{path}/{quote(MARK)}",
        "with a semicolon": f"{path};a=1",
    }[how]


HOWS = (
    *["as it is"] * 12,
    *("in capitals", "with a slash", "with slashes", "with dots", "in per cent"),
    *("twice in per cent", "with a zero", "with a stop", "very long", "below", "with a semicolon"),
)
PATHS = st.one_of(
    st.builds(_spelt, st.sampled_from([*PAGES, *PLAIN]), st.sampled_from(HOWS)),
    VALUES,
)
ACCEPTS = st.sampled_from([b"text/html", b"*/*", b"application/json"])


@times(few=90, many=5_500)
@given(PATHS, QUERIES, ACCEPTS, st.sampled_from([b"GET"] * 5 + [b"HEAD", b"OPTIONS"]))
def test_any_address_is_answered(
    server: Server, path: str, query: str, accept: bytes, method: bytes
) -> None:
    target = f"/{path}" + (f"?{query}" if query else "")
    with watched(server):
        reply = ask(server.port, target.encode(), [(b"Accept", accept)], method)
    assert reply.status, target
    assert not reply.fault(), target


async def _visited(base: str, page: str, query: str) -> tuple[list[str], list[str]]:
    """Open a page in a session of its own; return what went wrong, and loose markup."""
    async with visiting(base) as visitor:
        run = await visitor.go(page, query)
        loose = [
            element.body
            for _, element in visitor.of_kind("html")
            if "<zq9" in element.body or '" onzq9=' in element.body.replace('\\"', "")
        ]
        return [*run.exceptions, *run.errors], loose


@times(few=30, many=2_000)
@given(st.sampled_from(PAGES), QUERIES)
def test_any_address_opens_a_page(server: Server, page: str, query: str) -> None:
    with watched(server):
        wrong, loose = result_of(_visited(server.base, page, query))
    assert not wrong
    assert not loose


HEADERS: dict[str, tuple[bytes, ...]] = {
    "Host": (
        b"",
        b"evil.example",
        b"localhost:99999",
        b"a" * 5_000,
        b"\xff",
        b"[::1",
        b"x y",
        b"<zq9>",
    ),
    "Accept-Language": (
        b"zq-\xff",
        b"en;q=x",
        b"," * 900,
        b"zh" * 2_000,
        b"*",
        b";q=1e9",
        b"<zq9>",
    ),
    "Accept": (b"text/html;" * 300, b"\xff/\xff", b""),
    "Accept-Encoding": (b"gzip;q=x", b"\xff", b"br, gzip, deflate, x" * 50, b"identity;q=0, *;q=0"),
    "Cookie": (
        *(b"deck=%00", b"deck=" + b"A" * 6_000, b"vw=<zq9>", b"vw=1e99", b"vw=-5", b"vw=\xd9\xa3"),
        *(b"=;=;=", b"_streamlit_xsrf=2|x|y|z", b"a=\xff", b'deck="', b"; " * 500),
        *(b"_streamlit_user=\xff", b"deck=chart!x; deck=title", b"vw=" + b"9" * 4_500),
    ),
    "Range": (
        b"bytes=0-",
        b"bytes=-1",
        b"bytes=9-1",
        b"bytes=" + b"0-1," * 500,
        b"x",
        b"bytes=\xff-",
    ),
    "If-None-Match": (b"*", b'"', b'W/"' * 500, b"\xff", b'"a", "b"'),
    "If-Modified-Since": (b"x", b"Thu, 99 Foo 0000 99:99:99 GMT", b"9" * 300, b"\xff", b""),
    "If-Range": (b"x", b'"a"'),
    "Content-Length": (b"-1", b"99999999999", b"x", b"1, 2", b"0x10", b" 5"),
    "Transfer-Encoding": (b"chunked", b"x", b"chunked, chunked", b"gzip"),
    "Content-Type": (
        b"multipart/form-data",
        b"multipart/form-data; boundary=",
        b"\xff",
        b"a" * 900,
    ),
    "Origin": (b"null", b"http://evil.example", b"http://[", b"\xff", b"x" * 5_000, b"://"),
    "Referer": (b"\xff", b"<zq9>", b"http://["),
    "X-Forwarded-For": (b"\xff", b"1.2.3.4, <zq9>", b"::" * 900, b"127.0.0.1"),
    "X-Forwarded-Host": (b"evil.example", b"<zq9>", b"\xff"),
    "X-Forwarded-Proto": (b"https", b"\xff", b"javascript"),
    "X-Forwarded-Port": (b"99999", b"x"),
    "X-Forwarded-Prefix": (b"//evil.example", b"<zq9>"),
    "Forwarded": (b"for=\xff;host=<zq9>", b"host=evil.example"),
    "X-File-Name": (b"%", b"\xff.docx", b"<zq9>.txt", b"a" * 5_000, b"..%2F..%2Fx.pptx", b".txt"),
    "X-Xsrftoken": (b"x", b"\xff", b"2|a|b|c"),
    "Sec-WebSocket-Protocol": (
        b"",
        b",",
        b"streamlit, \xff",
        b"streamlit," + b"x" * 3_000,
        b"a, b, c",
    ),
    "Sec-WebSocket-Version": (b"13", b"0", b"x"),
    "Upgrade": (b"websocket", b"h2c", b"\xff"),
    "Expect": (b"100-continue", b"x"),
    "User-Agent": (b"\xff" * 50, b"", b"<zq9>"),
    "Authorization": (b"Basic \xff", b"Bearer " + b"x" * 5_000),
    "X-Odd": (b"a" * 20_000, b"\x01", b"\x7f", b"a\r\n b"),
}


def _of_a_line(value: bytes) -> bytes:
    return value.replace(b"\r", b" ").replace(b"\n", b" ")


ODD_NAMES = st.sampled_from([b"", b"a b", b"\xff", b"X" * 5_000, b":", b"Host "])
ONE = st.one_of(
    st.sampled_from(sorted(HEADERS)).flatmap(
        lambda name: st.tuples(
            st.just(name.encode()),
            st.one_of(st.sampled_from(HEADERS[name]), st.binary(max_size=30).map(_of_a_line)),
        )
    ),
    st.tuples(ODD_NAMES, st.just(b"1")),
)
ASKED = st.sampled_from(
    [
        *(
            "/",
            "/data",
            "/explorer?s=gii_rank",
            "/data/indicators.csv",
            "/data/api",
            "/present?d=title",
        ),
        *("/search.json?q=a", "/embed?view=indicator%3Fid%3Dgii_rank", "/nothing", "/ip.css"),
        *("/_stcore/health", "/_stcore/stream", "/healthz", "/robots.txt", "/data/changes.atom"),
    ]
)


@times(few=70, many=2_500)
@given(ASKED, st.lists(ONE, min_size=1, max_size=4), st.booleans())
def test_any_headers_are_answered(
    server: Server, target: str, headers: list[tuple[bytes, bytes]], html: bool
) -> None:
    own = [*headers, (b"Accept", b"text/html")] if html else headers
    if target == "/_stcore/stream":
        own = [
            (b"Upgrade", b"websocket"),
            (b"Sec-WebSocket-Key", b"AAAAAAAAAAAAAAAAAAAAAA=="),
            *own,
        ]
        own = [(b"Connection", b"Upgrade"), (b"Sec-WebSocket-Version", b"13"), *own]
    with watched(server):
        reply = ask(server.port, target.encode(), own)
    assert not reply.fault()


def test_the_server_is_sound_after_all_of_it(server: Server) -> None:
    assert ask(server.port, b"/healthz").status == 200
    wrong, _ = result_of(_visited(server.base, "creation", "lang=en"))
    assert not wrong
