"""The command line: check, list and show the tables, and export what they hold."""

from __future__ import annotations

import click

from metrics.cli import slides
from metrics.cli.export import export
from metrics.cli.tables import check, list_, show


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Statistics of China's intellectual property work."""


slides.add_to(export)
for command in (check, list_, show, export):
    main.add_command(command)
