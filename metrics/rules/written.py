"""The readings of a rule that are written: over printed forms, and over cells of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial

from metrics.rules.expression import Expression, Reading, Sign, read

# How closely a sign binds what stands beside it; one form alone needs no brackets.
_RANGE, _SUM, _PRODUCT, _POWER, _ALONE = range(5)
_BINDS: dict[Sign, int] = {"range": _RANGE, "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
# What stands between two amounts in a text, and in a formula of a spreadsheet.
_ON_PAPER: Mapping[str, str] = {
    **{"range": " … ", "+": " + ", "-": " − ", "*": " × ", "/": " ÷ ", "^": " ^ "},
}
_IN_CELLS: Mapping[str, str] = {sign: sign for sign in "+-*/^"}
_BARE = re.compile(r"[\d.,]+")


@dataclass(frozen=True)
class Form:
    """An amount as it is written.

    Parameters
    ----------
    text : str
        Without a sign before it.
    binds : int
        How closely the last sign in it binds; what is one form alone needs no brackets.
    negative : bool
        Whether the amount is below zero, so that to add it is to take it away.
    """

    text: str
    binds: int = _ALONE
    negative: bool = False


@dataclass(frozen=True)
class Ends:
    """The two ends of an interval as formulas without an equals sign; None where there is none."""

    lo: str | None
    hi: str | None


def on_paper(expression: Expression, forms: Sequence[str | Form]) -> str:
    """Write an expression over printed forms, with the signs of print.

    Examples
    --------
    >>> from metrics.rules.expression import Input, per_cent
    >>> base = Input(0) / (1 + per_cent(Input(1)))
    >>> on_paper(base, ("454.5亿元", Form("3.2%", negative=True)))
    '454.5亿元 ÷ (1 − 3.2%)'
    """
    inputs = [form if isinstance(form, Form) else Form(form) for form in forms]
    written = read(expression, inputs, _PAPER)
    return f"−{written.text}" if written.negative else written.text


def in_cells(expression: Expression, cells: Sequence[str]) -> str:
    """Write an expression over cells, as a spreadsheet computes it; no equals sign.

    Examples
    --------
    >>> from metrics.rules.expression import Input
    >>> in_cells((Input(1) / Input(0) - 1) * 100, ("A1", "B1"))
    '(B1/A1-1)*100'
    """
    return read(expression, [Form(cell) for cell in cells], _CELLS).text


def ends_in_cells(expression: Expression, cells: Sequence[Ends]) -> Ends:
    """Write both ends of an interval over the cells of the ends of the inputs.

    Examples
    --------
    >>> from metrics.rules.expression import Input
    >>> ends_in_cells(Input(0) - Input(1), (Ends("A1", "B1"), Ends("A2", None)))
    Ends(lo=None, hi='B1-A2')
    """
    inputs = [(_form(own.lo), _form(own.hi)) for own in cells]
    lo, hi = read(expression, inputs, _ENDS)
    return Ends(None if lo is None else lo.text, None if hi is None else hi.text)


def _form(cell: str | None) -> Form | None:
    return None if cell is None else Form(cell)


def _bracketed(form: Form, least: int) -> str:
    text = f"−{form.text}" if form.negative else form.text
    return f"({text})" if form.binds < least or (form.negative and least > _SUM) else text


def _joined(signs: Mapping[str, str], sign: Sign, left: Form, right: Form) -> Form:
    """Return two amounts with a sign between, in brackets where the sign would part them."""
    if right.negative and sign in ("+", "-"):
        sign, right = ("-" if sign == "+" else "+"), Form(right.text, right.binds)
    binds = _BINDS[sign]
    # What is taken away, or divided by, is closed off also where it is of the same rank.
    closer = binds + (sign in ("-", "/"))
    written = _bracketed(left, binds) + signs[sign] + _bracketed(right, closer)
    return Form(written, binds)


def _paper(sign: Sign, left: Form, right: Form) -> Form:
    if sign != "percent":
        return _joined(_ON_PAPER, sign, left, right)
    # The printed form has the sign of per cent; a bare number is given it.
    text = f"{left.text}%" if _BARE.fullmatch(left.text) else left.text
    return Form(text, left.binds, left.negative)


def _cells(sign: Sign, left: Form, right: Form) -> Form:
    if sign == "range":
        raise ValueError("a range has ends, and no value of its own")
    return _joined(_IN_CELLS, "/" if sign == "percent" else sign, left, right)


def _raised(signs: Mapping[str, str], amount: Form, exponent: Fraction) -> Form:
    if exponent == 1:
        return amount
    shown = f"{exponent}" if exponent.denominator == 1 else f"({exponent})"
    return Form(f"{_bracketed(amount, _ALONE)}{signs['^']}{shown}", _POWER)


_Pair = tuple[Form | None, Form | None]


def _ends(sign: Sign, left: _Pair, right: _Pair) -> _Pair:
    """Join end with end; what is taken away or divided by turns its ends around."""
    if sign == "range":
        return _outer("MIN", left[0], right[0]), _outer("MAX", left[1], right[1])
    if sign in ("-", "/"):
        right = (right[1], right[0])
    lo, hi = (
        None if one is None or other is None else _cells(sign, one, other)
        for one, other in zip(left, right, strict=True)
    )
    return lo, hi


def _outer(which: str, one: Form | None, other: Form | None) -> Form | None:
    return None if one is None or other is None else Form(f"{which}({one.text},{other.text})")


def _ends_raised(amount: _Pair, exponent: Fraction) -> _Pair:
    lo, hi = (None if end is None else _raised(_IN_CELLS, end, exponent) for end in amount)
    return lo, hi


def _plain(number: Decimal) -> Form:
    return Form(f"{number:f}")


_PAPER: Reading[Form] = Reading(lambda n: Form(f"{n:,f}"), _paper, partial(_raised, _ON_PAPER))
_CELLS: Reading[Form] = Reading(_plain, _cells, partial(_raised, _IN_CELLS))
_ENDS: Reading[_Pair] = Reading(lambda n: (_plain(n), _plain(n)), _ends, _ends_raised)
