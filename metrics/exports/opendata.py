"""Open data: the long table as CSV and JSON, and the tables as a Data Package."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from metrics.exports import longtable
from metrics.exports.figures import FigureTable
from metrics.exports.files import zipped
from metrics.locale import LANGS, Lang, text
from metrics.model.definition import Definition
from metrics.model.source import Source
from metrics.tables.dataset import Tables
from metrics.tables.read import BUNDLED, DESCRIPTOR, REGIONS, table_schemas
from metrics.tables.schema import read_package
from metrics.views.extracts import Extract
from metrics.views.register import COLUMNS, register, rows

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
FACTS = "indicators"
# The licences of the figures, by code; the arrangement itself is free.
LICENCES: dict[str, dict[str, str]] = {
    "facts": {
        "name": "CC0-1.0",
        "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    },
    "cc-by-4.0": {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    },
}
# The status of what is derived: imputed, in the terms of SDMX.
DERIVED = "I"
_NUMBER = re.compile(r"[+-]\d[\d,]*(\.\d+)?[%‰]?")
# A pandas that reads JSON by its schema asks which version of the schema it is.
PANDAS_SCHEMA = "1.4.0"


def csv_bytes(taken: Extract, lang: Lang) -> bytes:
    """Return the long table as CSV in UTF-8 with a byte order mark.

    The mark makes Excel read it as UTF-8.
    """
    rows = (row.values() for row in longtable.rows(taken, lang))
    return _csv(longtable.COLUMNS, rows)


def figures_bytes(taken: Extract, lang: Lang) -> bytes:
    """Return the flat table of figures as CSV in UTF-8 with a byte order mark."""
    table = FigureTable(taken, lang)
    return _csv(table.heads, table.rows())


def _csv(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([guarded(longtable.plain(value)) for value in row])
    return (BOM + file.getvalue()).encode()


def guarded(cell: str) -> str:
    """Keep a spreadsheet from running a text as a formula; numbers stay as they are.

    Examples
    --------
    >>> guarded("=1+1"), guarded("-0.71"), guarded("-3.2%"), guarded("-SUM(A1)")
    ("'=1+1", '-0.71', '-3.2%', "'-SUM(A1)")
    """
    if not cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return cell
    return cell if _NUMBER.fullmatch(cell) else f"'{cell}"


def json_bytes(taken: Extract, lang: Lang) -> bytes:
    """Return the long table as Frictionless JSON: a Table Schema, its rows, and what they are.

    ``pandas.read_json(..., orient="table")`` reads it with types and key; numbers stand with all
    their digits.
    """
    rows = [{k: _json_value(v) for k, v in row.items()} for row in longtable.rows(taken, lang)]
    schema = {**_schema(taken, dates="datetime"), "pandas_version": PANDAS_SCHEMA}
    return dumped({**_metadata(taken, lang), "schema": schema, "data": rows})


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return f"{value}T00:00:00" if isinstance(value, date) else value


def dumped(value: object) -> bytes:
    """Return a value as JSON in UTF-8, as every JSON file here is written."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def errors_csv(tables: Tables, lang: Lang) -> bytes:
    """Return the register of errors of the sources as CSV, a row for each entry."""
    return _csv(COLUMNS, rows(register(tables, lang)))


def errors_json(tables: Tables, lang: Lang) -> bytes:
    """Return the register of errors of the sources as JSON, each entry with its proofs."""
    entries = [asdict(error) for error in register(tables, lang)]
    title = text(lang)("errors.title")
    return dumped({"title": title, "data_version": tables.version, "errors": entries})


def package_bytes(taken: Extract, lang: Lang) -> bytes:
    """Return a Data Package v2 in a zip: descriptor, long table, and every other table in full."""
    return zipped(package_files(taken, lang))


def package_files(taken: Extract, lang: Lang) -> Iterable[tuple[str, bytes]]:
    """Name and content of each file of the package."""
    yield DESCRIPTOR, dumped(descriptor(taken, lang))
    yield "README.md", _readme(taken).encode()
    for name, schema in table_schemas().items():
        yield (
            schema.file,
            csv_bytes(taken, lang) if name == FACTS else table_bytes(taken.tables, name),
        )


def table_bytes(tables: Tables, name: str) -> bytes:
    """Return a curated table as it is, with a byte order mark: the rows that were found sound.

    That of the definitions has a row more for each series that only implied values have.
    """
    # Those of regions are the facts of tables of their own; all else is as it is curated.
    tables = tables.printed.national or tables
    frame = tables.printed.regional.frames[FACTS] if name == REGIONS else tables.frames[name]
    if name == "definitions" and tables.implied_definitions:
        added = pd.DataFrame([definition_row(d) for d in tables.implied_definitions])
        frame = pd.concat([frame, added[list(frame.columns)]], ignore_index=True)
    rows = frame.to_csv(index=False, lineterminator="\n")
    return (BOM + rows).encode()


def definition_row(definition: Definition) -> dict[str, str]:
    """Return a definition as its table holds it: texts only, empty where nothing is said."""
    row = {f.name: str(getattr(definition, f.name)) for f in fields(Definition)}
    row["unit"] = definition.unit.id
    return row | {key: "" for key in ("headline", "story") if row[key] == "0"}


def descriptor(taken: Extract, lang: Lang) -> dict[str, Any]:
    """Return the descriptor of what is handed out.

    It is that of the tables, with the columns added to it.
    """
    package = read_package(BUNDLED / DESCRIPTOR)
    for resource in package["resources"]:
        if resource["name"] == FACTS:
            resource["schema"] = _schema(taken)
    return {**package, **_metadata(taken, lang), "resources": package["resources"]}


def _schema(taken: Extract, dates: str = "date") -> dict[str, Any]:
    """Return the Table Schema of the long table; pandas knows days only as moments."""
    resources = read_package(BUNDLED / DESCRIPTOR)["resources"]
    name = FACTS if taken.tables.national is None else REGIONS
    curated: dict[str, Any] = next(r["schema"] for r in resources if r["name"] == name)
    own = [_relaxed(field) for field in curated["fields"]]
    added = [f | ({"type": dates} if f["type"] == "date" else {}) for f in longtable.fields()]
    return {**curated, "fields": [*own, *added]}


def _relaxed(field: dict[str, Any]) -> dict[str, Any]:
    """Return a derived figure has no printed form, and a status of its own."""
    if field["name"] == "printed":
        return {k: v for k, v in field.items() if k != "constraints"}
    if field["name"] == "status":
        known = [*field["constraints"]["enum"], DERIVED]
        return {**field, "constraints": {**field["constraints"], "enum": known}}
    return field


def _metadata(taken: Extract, lang: Lang) -> dict[str, Any]:
    """Return title (in both languages), version, filters, sources, licences and citation."""
    return {
        "title": taken.title("zh"),
        "title_en": taken.title("en"),
        "data_version": taken.tables.version,
        "filters": {**taken.filters.query, **taken.tables.selection.query},
        "filters_in_words": list(taken.filter_lines(lang)),
        "citation": taken.citation(lang),
        "licenses": [
            {**LICENCES[code], "title": taken.tables.label("licence", code, lang)}
            for code in longtable.licences(taken.sources)
        ],
        "sources": [_source(source) for source in taken.sources],
    }


def _source(source: Source) -> dict[str, str]:
    made = {
        "title": source.title_zh,
        "title_en": source.title_en,
        "issuer": source.issuer_zh,
        "issuer_en": source.issuer_en,
        "published": source.published,
        "licence": source.licence,
        "id": source.id,
    }
    named = {"author": source.author_zh, "author_en": source.author_en, "path": source.url}
    return made | {key: value for key, value in named.items() if value}


def _readme(taken: Extract) -> str:
    """Say what the package holds, in both languages."""
    parts = []
    for lang in LANGS:
        say = text(lang)
        files = [f"- `{s.file}`: {say(f'file.{n}')}" for n, s in table_schemas().items()]
        lines = [
            say("filter.line", name=say("package.filters"), value=f)
            for f in taken.filter_lines(lang)
        ]
        parts += [f"# {taken.title(lang)}", "", taken.citation(lang), "", *lines, "", *files, ""]
    return "\n".join(parts)
