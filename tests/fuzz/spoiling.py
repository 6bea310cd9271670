"""Files spoiled by a few edits, each drawn so that a failing case shrinks to fewer and smaller."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

# Bytes that a bomb unpacks to: above every limit, and packed in no time.
BOMB = 60_000_000
# What is put in the place of something: words of other formats, ends of ranges, markup, nothing.
ODD = (
    b"",
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"-1",
    b"0",
    b"1e308",
    b"99999999999999999999",
    b"NaN",
    b"&lol;",
    b"<",
    b"</w:p>",
    b"]]>",
    b"<!--",
    b"\xe4\xb8",
    b"A1:XFD1048576",
    b"../../../etc/passwd",
    b"{" * 3_000,
    b"9" * 5_000,
    b"<script>alert(1)</script>",
    "１２３，４５６".encode(),
    "\u202e\u200b".encode(),
)
# What numbers and names of markup look like.
_TOKENS = re.compile(rb"[0-9]+|[A-Za-z:]{3,}|\"[^\"]*\"")


@dataclass(frozen=True)
class Edit:
    """One edit: how, where as a share of the whole, and with what.

    Parameters
    ----------
    how : str
        A key of `EDITS`, or of `PARTS` for what is packed.
    place : float
        From 0 to 1: of the bytes, the tokens or the parts.
    size : int
        How many bytes, or times.
    put : bytes
        What is put there.
    """

    how: str
    place: float
    size: int
    put: bytes


def _at(raw: bytes, edit: Edit) -> int:
    return min(int(edit.place * len(raw)), max(len(raw) - 1, 0))


def _flipped(raw: bytes, edit: Edit) -> bytes:
    at = _at(raw, edit)
    return raw[:at] + bytes([raw[at] ^ (1 << edit.size % 8)]) + raw[at + 1 :] if raw else raw


def _cut(raw: bytes, edit: Edit) -> bytes:
    return raw[: _at(raw, edit)]


def _put(raw: bytes, edit: Edit) -> bytes:
    at = _at(raw, edit)
    return raw[:at] + edit.put + raw[at + edit.size :]


def _repeated(raw: bytes, edit: Edit) -> bytes:
    at = _at(raw, edit)
    piece = raw[at : at + 200]
    return raw[:at] + piece * min(edit.size, 200) + raw[at:]


def _token(raw: bytes, edit: Edit) -> bytes:
    """Put something in the place of a number, a name or an attribute."""
    found = list(_TOKENS.finditer(raw))
    if not found:
        return raw
    token = found[min(int(edit.place * len(found)), len(found) - 1)]
    quoted = token[0].startswith(b'"')
    put = b'"' + edit.put + b'"' if quoted else edit.put
    return raw[: token.start()] + put + raw[token.end() :]


EDITS: dict[str, Callable[[bytes, Edit], bytes]] = {
    "flip": _flipped,
    "cut": _cut,
    "put": _put,
    "repeat": _repeated,
    "token": _token,
}
PARTS = ("drop", "twice", "rename", "bomb", "inside")


def edits(*how: str, most: int = 4) -> st.SearchStrategy[list[Edit]]:
    """Return what draws some edits of given kinds."""
    one = st.builds(
        Edit,
        st.sampled_from(how),
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 300),
        st.one_of(st.sampled_from(ODD), st.binary(max_size=20)),
    )
    return st.lists(one, min_size=1, max_size=most)


def spoiled(raw: bytes, made: Sequence[Edit]) -> bytes:
    """Edit a file; what is packed is packed again where an edit is of its parts."""
    for edit in made:
        raw = EDITS[edit.how](raw, edit) if edit.how in EDITS else _repacked(raw, edit)
    return raw


def _repacked(raw: bytes, edit: Edit) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            held = [(name, package.read(name)) for name in package.namelist()]
    except Exception:  # an edit before broke it
        return raw
    if not held:
        return raw
    n = min(int(edit.place * len(held)), len(held) - 1)
    name, content = held[n]
    if edit.how == "drop":
        del held[n]
    elif edit.how == "twice":
        held.append((name, content[: len(content) // 2]))
    elif edit.how == "rename":
        held[n] = (edit.put.decode("latin-1")[:200].replace("\0", "") or "x", content)
    elif edit.how == "bomb":
        held[n] = (name, content + b" " * BOMB)
    else:
        # The place within the part follows from how far the share is from the part's beginning.
        inner = Edit("token", (edit.place * len(held)) % 1, edit.size, edit.put)
        held[n] = (name, _token(content, inner))
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")  # the same name twice is meant
        for each, inside in held:
            package.writestr(each, inside)
    return made.getvalue()
