"""The command that takes the tables from one place to another."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from metrics.cli.options import (
    Place,
    data_option,
    lang_option,
    load_or_exit,
    refuse,
    regional_or_exit,
)
from metrics.cli.output import Misuse, tell
from metrics.cli.targets import written
from metrics.exports.files import save_all
from metrics.locale import Lang, text
from metrics.tables.loading import readable
from metrics.tables.problems import DataError
from metrics.tables.read import table_schemas, version_of
from metrics.tables.stores import Database, Objects, Store, StoreError


@click.command()
@click.option(
    "--to",
    "target",
    type=Place(),
    required=True,
    help="Where they go: a folder, an address of object storage, or postgresql://.",
)
@lang_option
@data_option
def publish(target: Store, lang: Lang, data: Store) -> None:
    """Publish the tables to another place, whole or not at all, once all checks are passed.

    What is served from there takes them over by itself. The way back is the same command:
    `--data postgresql://… --to FOLDER` writes the files as they were.
    """
    say = text(lang)
    tables = load_or_exit(data, lang)
    regional_or_exit(tables, lang)
    if target == data:
        raise Misuse(say("publish.itself", place=target.name), lang, "--to")
    try:
        contents = readable(data)
        if version_of(contents) != tables.version:
            tell(say("publish.changed_meanwhile"), err=True)
            sys.exit(1)
        _publish(contents, tables.version, target, lang)
        after = version_of(readable(target))
    except StoreError as fault:
        refuse([fault.problem], lang)
    except DataError as fault:
        refuse(fault.problems, lang)
    tell(say("publish.done", place=target.name, facts=len(tables.statements), version=after))
    if after != tables.version:
        tell(say("publish.other_version", version=tables.version))


def _publish(contents: Mapping[str, bytes], version: str, target: Store, lang: Lang) -> None:
    if isinstance(target, Database | Objects):
        target.publish(contents, version)
    elif target.folder is not None:
        with written(target.folder, lang):
            _write(target.folder, contents)


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write the files all or none; those of tables that are not published go away."""
    schemas = table_schemas()
    save_all(folder, [(schemas[name].file, content) for name, content in contents.items()])
    for name in schemas.keys() - contents.keys():
        (folder / schemas[name].file).unlink(missing_ok=True)
