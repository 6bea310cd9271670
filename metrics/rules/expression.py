"""Arithmetic stated once, to be read as numbers, as intervals, as text and as formulas of cells.

A rule writes its arithmetic with the signs of Python over inputs: ``(end / base - 1) * 100``.
What is made is a tree, and each reading walks the same tree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Generic, Literal, TypeVar

# ``percent`` takes a number of per cent for what it is worth: 5 for 0.05. ``range`` is all that
# lies between two amounts.
Sign = Literal["+", "-", "*", "/", "percent", "range"]
T = TypeVar("T")


class Expression:
    """Arithmetic over the inputs of a rule.

    Examples
    --------
    >>> base, end = Input(0), Input(1)
    >>> (end / base).sign
    '/'
    """

    def __add__(self, other: Expression | int) -> Operation:
        return Operation("+", self, _part(other))

    def __radd__(self, other: int) -> Operation:
        return Operation("+", _part(other), self)

    def __sub__(self, other: Expression | int) -> Operation:
        return Operation("-", self, _part(other))

    def __rsub__(self, other: int) -> Operation:
        return Operation("-", _part(other), self)

    def __mul__(self, other: Expression | int) -> Operation:
        return Operation("*", self, _part(other))

    def __truediv__(self, other: Expression | int) -> Operation:
        return Operation("/", self, _part(other))

    def __pow__(self, exponent: Fraction) -> Power:
        return Power(self, exponent)

    def read(self, inputs: Sequence[T], reading: Reading[T]) -> T:
        """Read it over the inputs of its rule."""
        raise TypeError(f"no expression: {self!r}")


@dataclass(frozen=True)
class Number(Expression):
    """A number that belongs to the rule itself."""

    value: Decimal

    def read(self, inputs: Sequence[T], reading: Reading[T]) -> T:
        """Read the number alone."""
        return reading.number(self.value)


@dataclass(frozen=True)
class Input(Expression):
    """An input of the rule, by its place among them."""

    place: int

    def read(self, inputs: Sequence[T], reading: Reading[T]) -> T:
        """Take what stands in its place."""
        return inputs[self.place]


@dataclass(frozen=True)
class Operation(Expression):
    """Two amounts and what is done with them."""

    sign: Sign
    left: Expression
    right: Expression

    def read(self, inputs: Sequence[T], reading: Reading[T]) -> T:
        """Read both sides; a sum of many parts nests on the left, deeper than calls may nest."""
        pending = [self]
        left = self.left
        while isinstance(left, Operation):
            pending.append(left)
            left = left.left
        made = left.read(inputs, reading)
        for operation in reversed(pending):
            made = reading.operate(operation.sign, made, operation.right.read(inputs, reading))
        return made


@dataclass(frozen=True)
class Power(Expression):
    """An amount to the power of a fraction: the growth of some years, or the root of it."""

    amount: Expression
    exponent: Fraction

    def read(self, inputs: Sequence[T], reading: Reading[T]) -> T:
        """Read the amount, and raise it."""
        return reading.power(self.amount.read(inputs, reading), self.exponent)


def _part(other: Expression | int) -> Expression:
    return other if isinstance(other, Expression) else Number(Decimal(other))


def per_cent(amount: Expression) -> Operation:
    """Take an input that is printed in per cent for what it is worth."""
    return Operation("percent", amount, Number(Decimal(100)))


def between(one: Expression, other: Expression) -> Operation:
    """Return all that lies between two amounts."""
    return Operation("range", one, other)


@dataclass(frozen=True)
class Reading(Generic[T]):
    """One way to read an expression.

    Parameters
    ----------
    number : callable
        What a number of the rule itself is.
    operate : callable
        What a sign makes of the two amounts beside it.
    power : callable
        What an amount to the power of a fraction is.
    """

    number: Callable[[Decimal], T]
    operate: Callable[[Sign, T, T], T]
    power: Callable[[T, Fraction], T]


def read(expression: Expression, inputs: Sequence[T], reading: Reading[T]) -> T:
    """Read an expression over its inputs.

    Parameters
    ----------
    expression : Expression
        The arithmetic of a rule.
    inputs : sequence
        What stands for each input, in the order of the rule.
    reading : Reading
        What numbers, signs and powers make of them.

    Returns
    -------
    object
        Of the kind of the inputs.

    Raises
    ------
    TypeError
        Where the expression is none of those above.

    Examples
    --------
    >>> names = Reading(str, lambda sign, a, b: f"{a} {sign} {b}", lambda a, n: f"{a}^{n}")
    >>> read(Input(1) / Input(0), ("base", "end"), names)
    'end / base'
    """
    return expression.read(inputs, reading)
