"""What every rule of arithmetic is: its arithmetic, its words, its reasons to refuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.printed.interval import Interval
from metrics.rules.amounts import interval_of, value_of
from metrics.rules.expression import Expression, Input
from metrics.rules.written import Ends, Form, ends_in_cells, in_cells, on_paper

Arithmetic = Callable[..., Expression]
Refuse = Callable[..., str | None]


@lru_cache
def _stated(arithmetic: Arithmetic, inputs: int) -> Expression:
    return arithmetic(*map(Input, range(inputs)))


def _never(*_: Observation) -> str | None:
    return None


@dataclass(frozen=True)
class Rule:
    """One rule of arithmetic: what it makes of figures, of words and of cells.

    Parameters
    ----------
    name : str
        Key of its name in the catalogues.
    arithmetic : callable
        Its arithmetic over its inputs, in their order.
    refuse : callable
        Why observations do not go into it, by code; None where they do.

    Examples
    --------
    >>> doubled = Rule("total", lambda amount: amount * 2)
    >>> doubled.value(Decimal(21)), doubled.formula("21 patents"), doubled.excel("A1")
    (Decimal('42'), '21 patents × 2', 'A1*2')
    """

    name: str
    arithmetic: Arithmetic
    refuse: Refuse = _never

    def interval(self, *inputs: Interval) -> Interval:
        """Compute all values that the result may have, given all that each input may have."""
        return interval_of(_stated(self.arithmetic, len(inputs)), inputs)

    def value(self, *inputs: Decimal) -> Decimal | None:
        """Compute what the inputs give as they are shown; None where they give nothing."""
        return value_of(_stated(self.arithmetic, len(inputs)), inputs)

    def formula(self, *forms: str | Form) -> str:
        """Write the arithmetic over the inputs as they are printed."""
        return on_paper(_stated(self.arithmetic, len(forms)), forms)

    def excel(self, *cells: str) -> str:
        """Write the arithmetic over cells, without an equals sign."""
        return in_cells(_stated(self.arithmetic, len(cells)), cells)

    def excel_ends(self, *cells: Ends) -> Ends:
        """Write both ends of the result over the cells of the ends of the inputs."""
        return ends_in_cells(_stated(self.arithmetic, len(cells)), cells)

    def words(self, lang: Lang) -> str:
        """Name it."""
        return text(lang)(f"rule.{self.name}")

    def refusal(self, *inputs: Observation) -> str | None:
        """Say by its code why observations do not go into it; None where they do."""
        return self.refuse(*inputs)

    def compute(self, *inputs: Observation) -> Interval:
        """Compute the interval that follows from observations."""
        return self.interval(*(o.figure.bound for o in inputs))

    def result(self, *inputs: Observation) -> tuple[Interval, Decimal | None]:
        """Compute the interval, and what observations give as shown; None where it is a bound."""
        interval = self.compute(*inputs)
        if interval.one_sided:
            return interval, None
        return interval, self.value(*(o.figure.value for o in inputs))
