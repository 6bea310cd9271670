"""Write the commands and their options, as they say themselves, into docs/command-line.md.

Run it with ``make docs``; a test compares the page with the commands.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from metrics.cli import main as ipstats

PAGE = Path(__file__).resolve().parent.parent / "docs" / "command-line.md"
# What stands above this line is written by hand.
MARK = "<!-- Written by `make docs`: do not edit below. -->\n"


def sections(above: click.Context) -> Iterator[str]:
    """Yield a section for each command of a group, and for the commands below it.

    Parameters
    ----------
    above : click.Context
        The group as it is called.

    Examples
    --------
    >>> @click.group()
    ... def tool(): ...
    >>> @tool.command()
    ... @click.option("--far", is_flag=True, help="Very far.")
    ... def go(far):
    ...     "Go."
    >>> print(next(sections(click.Context(tool, info_name="tool"))))
    ## tool go
    <BLANKLINE>
    ```text
    Usage: tool go [OPTIONS]
    <BLANKLINE>
      Go.
    <BLANKLINE>
    Options:
      --far   Very far.
      --help  Show this message and exit.
    ```
    <BLANKLINE>
    """
    group = above.command
    assert isinstance(group, click.Group)
    for name, command in sorted(group.commands.items()):
        context = click.Context(command, above, name, **command.context_settings)
        yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
        if isinstance(command, click.Group):
            yield from sections(context)


def page(old: str, group: click.Group = ipstats) -> str:
    """Return the page with its commands written anew; what stands above the mark is kept."""
    above = click.Context(group, info_name="ipstats", terminal_width=96, **group.context_settings)
    return old.partition(MARK)[0] + MARK + "\n" + "\n".join(sections(above))


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
