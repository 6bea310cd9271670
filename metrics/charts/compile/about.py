"""What a subtitle says: all of it, and shorter forms of it for cards that are too narrow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.locale import Lang, text


@dataclass(frozen=True)
class About:
    """The parts of a subtitle.

    Parameters
    ----------
    name, short : str
        What is measured; what titles call it.
    whose : tuple of str
        Economies and scopes.
    how : tuple of str
        How it is computed, or what is set side by side.
    unit, span : str
        Of what is drawn.
    years : str
        The span in years alone.
    after : tuple of str
        What is told besides.
    """

    name: str
    short: str = ""
    whose: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    unit: str = ""
    span: str = ""
    years: str = ""
    after: tuple[str, ...] = ()

    def whole(self, lang: Lang) -> str:
        """Set all parts side by side, each once."""
        parts = (self.name, *self.whose, *self.how, self.unit, self.span, *self.after)
        return _side_by_side(parts, lang)

    def forms(self, title: str, silent: str, lang: Lang) -> tuple[str, ...]:
        """Return what may stand below a title, what tells most first; the last is unit and span.

        Parameters
        ----------
        title : str
            What names the measure already is not said again.
        silent : str
            The scope that goes without saying.
        lang : str
            ``zh`` or ``en``.

        Returns
        -------
        tuple of str
            Each shorter than the one before.

        Examples
        --------
        >>> own = About("Patents in force", whose=("Nationwide",), unit="patents", span="2020–2025")
        >>> own.forms("Many patents", "Nationwide", "en")
        ('Patents in force · patents · 2020–2025', 'patents · 2020–2025')
        >>> own.forms("Patents in force doubled", "Nationwide", "en")
        ('patents · 2020–2025',)
        """
        said = title.casefold()
        named = any(n and n.casefold() in said for n in (self.name, self.short))
        name, short = ("", "") if named else (self.name, self.short)
        whose = tuple(w for w in self.whose if w != silent and w.casefold() not in said)
        measured = (self.unit, self.span)
        wanted = (
            (name, *whose, *self.how, *measured, *self.after),
            (name, *whose, *self.how, *measured),
            (short, *whose, *self.how, *measured),
            (*whose, *self.how, *measured),
            (*whose, *measured),
            (*self.how, *measured),
            measured,
            (self.unit, self.years or self.span),
        )
        made: list[str] = []
        for parts in wanted:
            told = _side_by_side(parts, lang)
            if told and (not made or len(told) < len(made[-1])):
                made.append(told)
        return tuple(made)


def _side_by_side(parts: Iterable[str], lang: Lang) -> str:
    return text(lang)("list.dot").join(dict.fromkeys(p for p in parts if p))
