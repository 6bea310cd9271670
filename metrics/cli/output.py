"""What commands print: signs that any screen can show, and one sentence where something fails.

Screens of offices are often no Unicode: a Chinese Windows has GBK, a Western one cp1252 or cp437.
What such an encoding lacks is written with its nearest plain signs. Files are always UTF-8.
"""

from __future__ import annotations

import codecs
import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn
from unicodedata import normalize

import click

from metrics.exports.files import Progress, reason_of
from metrics.locale import DEFAULT_LANG, Lang, as_lang, text

# Signs that compatibility does not take apart, and what is written for them.
SIGNS = {
    **dict.fromkeys("−–—‒―‑‐", "-"),
    **dict.fromkeys("“”„《》«»", '"'),
    **dict.fromkeys("‘’‚", "'"),
    **dict.fromkeys("·•", "*"),
    **dict.fromkeys("〔【", "["),
    **dict.fromkeys("〕】", "]"),
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "≈": "~",
    "±": "+/-",
    "×": "x",
    "÷": "/",
    "∞": "inf",
    "→": "->",
    "←": "<-",
    "、": ",",
    "。": ".",
    "※": "*",
    "★": "*",
    "✓": "v",
    "✕": "x",
    "€": "EUR",
    "¥": "CNY",
}
# What a reader that went away leaves behind: POSIX says a broken pipe, Windows a wrong argument.
_GONE = {errno.EPIPE, errno.EINVAL}


def plain(sign: str) -> str:
    """Write a sign in ASCII: its plain form, its parts, or its number.

    Examples
    --------
    >>> [plain(sign) for sign in "−≥①（é中"]
    ['-', '>=', '(1)', '(', 'e', '\\\\u4e2d']
    """
    if sign in SIGNS:
        return SIGNS[sign]
    parts = "".join(c for c in normalize("NFKD", sign) if c.isascii())
    if not parts:
        return sign.encode("ascii", "backslashreplace").decode()
    return f"({parts})" if "\u2460" <= sign <= "\u24ff" else parts


def json_escape(sign: str) -> str:
    r"""Write a sign as JSON does, above the basic plane as two.

    Examples
    --------
    >>> json_escape("−")
    '\\u2212'
    """
    units = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(rf"\u{units[n : n + 4]}" for n in range(0, len(units), 4))


def _plain_signs(fault: UnicodeError) -> tuple[str, int]:
    assert isinstance(fault, UnicodeEncodeError)
    return "".join(plain(sign) for sign in fault.object[fault.start : fault.end]), fault.end


def _json_escapes(fault: UnicodeError) -> tuple[str, int]:
    assert isinstance(fault, UnicodeEncodeError)
    return "".join(json_escape(sign) for sign in fault.object[fault.start : fault.end]), fault.end


codecs.register_error("plain_signs", _plain_signs)
codecs.register_error("json_escapes", _json_escapes)


class Failure(click.ClickException):
    """Something that could not be done, told in one sentence of the reader's language."""

    def __init__(self, message: str, lang: Lang) -> None:
        self.lang = lang
        super().__init__(message)

    def show(self, file: Any = None) -> None:
        """Print the sentence."""
        click.echo(text(self.lang)("cli.fault", reason=self.format_message()), file=file)


class Misuse(Failure):
    """Something that cannot be done as it was asked for; the option is named."""

    exit_code = 2

    def __init__(self, message: str, lang: Lang, option: str) -> None:
        self.option = option
        super().__init__(message, lang)

    def format_message(self) -> str:
        """Return the option and what is wrong with it."""
        return text(self.lang)("cli.of_option", option=self.option, reason=self.message)


class Commands(click.Group):
    """A group of commands whose words can be printed whatever the encoding of the screen."""

    def main(  # type: ignore[override]  # Click writes out its two ways of ending
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command that the words ask for.

        Parameters
        ----------
        args : sequence of str, optional
            The words; those of the process by default.
        prog_name : str, optional
            The name of the program in its messages.
        standalone_mode : bool
            Whether to end the process with the command's code.

        Returns
        -------
        object
            What the command returns, where the process is not ended.
        """
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="plain_signs")
        if not standalone_mode:
            return super().main(args, prog_name, standalone_mode=False, **extra)
        try:
            sys.exit(self._main(args, prog_name, **extra) or 0)
        except click.ClickException as fault:
            # Left to itself Click would write UTF-8 to a screen that says it has ASCII.
            fault.show(sys.stderr)
            sys.exit(fault.exit_code)
        except click.Abort:
            # The command is over, and what it knew of its options with it.
            words = sys.argv[1:] if args is None else args
            asked = (as_lang(word.removeprefix("--lang=")) for word in words)
            lang = next(filter(None, asked), DEFAULT_LANG)
            click.echo(text(lang)("cli.aborted"), file=sys.stderr)
            sys.exit(1)

    def _main(self, args: Sequence[str] | None, prog_name: str | None, **extra: Any) -> Any:
        try:
            return super().main(args, prog_name, standalone_mode=False, **extra)
        except OSError as fault:  # of the help, which Click prints itself
            _fail(fault, err=False)


def tell(*lines: str, err: bool = False) -> None:
    """Print lines.

    Parameters
    ----------
    *lines : str
        Each without its end.
    err : bool
        Whether they tell what is wrong, and go where faults go.

    Raises
    ------
    Failure
        Where what is printed goes to a file that cannot be written.
    """
    for line in lines:
        try:
            click.echo(line, file=sys.stderr if err else sys.stdout)
        except OSError as fault:
            _fail(fault, err)


def tell_json(document: str) -> None:
    """Print a JSON document; it says the same in every encoding."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    tell(document.encode(encoding, "json_escapes").decode(encoding))


def _fail(fault: OSError, err: bool) -> NoReturn:
    """Tell why nothing can be printed; in silence where nobody reads any more."""
    _forget(err)
    if fault.errno in _GONE:
        sys.exit(1)
    lang = _lang()
    raise Failure(text(lang)("cli.unprinted", reason=reason_of(fault, lang)), lang) from None


def _forget(err: bool) -> None:
    """Send what is still kept for a stream nowhere: writing it at the end would fail once more."""
    stream = sys.stderr if err else sys.stdout
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return  # no file of the system


def _lang() -> Lang:
    """Return the language of the command that runs."""
    context = click.get_current_context(silent=True)
    return as_lang((context.params if context else {}).get("lang")) or DEFAULT_LANG


@contextmanager
def bar(lang: Lang) -> Iterator[Progress]:
    """Show on a terminal how far the work is; a file that keeps what is told needs none of it."""
    label, hidden = text(lang)("cli.writing"), not sys.stderr.isatty()
    with click.progressbar(length=1, label=label, hidden=hidden, file=sys.stderr) as shown:

        def progress(done: int, total: int) -> None:
            shown.length = max(total, 1)
            shown.update(done - shown.pos)

        yield progress
