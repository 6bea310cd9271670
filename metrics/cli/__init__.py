"""The command line: check, show, reconcile and fill the tables, and export what they hold."""

from __future__ import annotations

import click

from metrics.cli import documents, slides, workbooks
from metrics.cli.assistant import assistant
from metrics.cli.changes import changes
from metrics.cli.curation import import_, template
from metrics.cli.draft import draft
from metrics.cli.export import export
from metrics.cli.output import Commands
from metrics.cli.proof import proof
from metrics.cli.publish import publish
from metrics.cli.reconcile import reconcile_
from metrics.cli.run import run
from metrics.cli.tables import check, list_, show
from metrics.cli.verify import verify


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Statistics of China's intellectual property work."""


slides.add_to(export)
documents.add_to(export)
workbooks.add_to(export)
_COMMANDS = (
    check,
    list_,
    show,
    reconcile_,
    export,
    verify,
    proof,
    template,
    draft,
    import_,
    changes,
    publish,
    assistant,
    run,
)
for command in _COMMANDS:
    main.add_command(command)
