"""The package descriptor, the code lists and the catalogues of words agree."""

from __future__ import annotations

import re
import string

import pytest

from metrics.locale import LANGS, text
from metrics.tables.cells import judge
from metrics.tables.read import BUNDLED, DESCRIPTOR, ROOT, table_schemas
from metrics.tables.schema import read_package


@pytest.mark.parametrize("name", list(table_schemas()))
def test_cells_are_judged_by_what_the_package_states(name: str) -> None:
    """Each constraint of the descriptor is one that the check knows, and each column has names."""
    schema = table_schemas()[name]
    resource = next(r for r in read_package(BUNDLED / DESCRIPTOR)["resources"] if r["name"] == name)
    assert list(schema.key) == resource["schema"]["primaryKey"]
    assert schema.columns == tuple(f["name"] for f in resource["schema"]["fields"])
    for field, judged in zip(resource["schema"]["fields"], schema.fields, strict=True):
        stated = field.get("constraints", {})
        assert stated.keys() <= {"required", "enum", "pattern"}, field["name"]
        assert judged.required == stated.get("required", False)
        assert judged.codes == tuple(stated.get("enum", ()))
        typed = field["type"] in ("number", "integer")
        assert bool(judged.pattern) == ("pattern" in stated or typed), field["name"]
        assert field["title"]
        assert field["title_en"]


@pytest.mark.parametrize("name", list(table_schemas()))
def test_each_constraint_refuses_what_breaks_it(name: str) -> None:
    for field in table_schemas()[name].fields:
        if field.required:
            empty = judge(field, "")
            assert empty is not None
            assert empty.code == "required"
        if field.codes or field.pattern:
            fault = judge(field, "§ no such thing is in any of the tables §")
            assert fault is not None, field.name
            assert fault.code == ("enum" if field.codes else "pattern")


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_catalogues_have_the_same_messages_with_the_same_values() -> None:
    zh, en = (text(lang).messages for lang in LANGS)
    assert zh.keys() == en.keys()
    for key, message in zh.items():
        assert placeholders(message) == placeholders(en[key]), key


def test_no_language_stands_in_the_other() -> None:
    for key, message in text("en").messages.items():
        if key not in ("data.search_hint", "explore.search_hint"):
            assert not re.search(r"[一-鿿，。；：（）]", message), key
    allowed = re.compile(
        r"\{\w+\}|ISO 8601|UTF-8|[a-z_]+\.(csv|json)|value|printed|qualifier|planned|<br>|#2|GDP"
        r"|pledge|light|dark|\bview\b|gii_rank|Ctrl|[A-Z]+_[A-Z]+|(https://)?[a-z.*]*example\.cn(/ip)?|\bF\b|CSV|JSON|SDMX|Excel|TRUE|trademark|PPTX|HTML|PDF|PNG|SVG"
        r"|\.xlsx|progress/4/2|cnipa-white-paper-2024|\btext\b|ip_\w+|#REF!|PowerPoint|Word|DOCX|docx|dotx|docm|GB/T|LibreOffice|WPS|"
        r"ipstats publish|--[a-z-]+|s3://bucket/folder|postgresql://user@host/database|"
        r"CREATE DATABASE|"
        r"ENCODING 'UTF8' TEMPLATE template0|docs/stores\.md|"
        r"XLSX|TSV|TXT|MB|ipstats import|cnipa-2027-01|\.pptx|\.potx|"
        + "|".join(sorted({c for s in table_schemas().values() for c in s.columns}, reverse=True))
    )
    for key, message in text("zh").messages.items():
        # Said to whoever runs the server, in both languages: settings and commands as they are.
        if key.startswith("signin.fault_"):
            continue
        assert not re.search(r"[A-Za-z]{2,}", allowed.sub("", message)), key


def test_no_message_is_unused() -> None:
    code = "".join(
        p.read_text(encoding="utf-8")
        for folder in ("metrics", "pages")
        for p in sorted((ROOT / folder).rglob("*"))
        if p.suffix in (".py", ".html", ".svg")
    )
    made = (
        "problem.",
        "file.reason.",
        "page.",
        "lead.",
        "nav.",
        "column.",
        "file.",
        "story.",
        "look.",
        "qualifier.",
        "printed.refused.",
        "reason.",
        "instead.",
        "rule.",
        "section.",
        "explore.show_",
        "explore.rank_",
        "example.",
        "data.open_",
        "card.picture.",
        "tab.",
        "chip.",
        "framework.",
        "hero.",
        "target.",
        "finding.",
        "indicator.statements_",
        "cli.agree_",
        "curate.rule.",
        "file.reason.",
        "sheet.",
        "shorthand.",
        "check.",
        "longtable.",
        "filter.",
        "take.",
        "layout.",
        "deck_fault.",
        "briefing.as_",
        "briefing.field_",
        "briefing.hint_",
        "pptx.template_",
        "docx.template_",
        "proof.mark.",
        "assistant.tool.",
        "texts.state.",
        "checks.about.",
        "reconcile.bound.",
        "reconcile.moved.",
        "reconcile.said.",
        "reconcile.sentence.",
        "reconcile.verdict.",
    )
    patterns = formed(code)
    for key in text("zh").messages:
        if not key.startswith(made) and f'"{key}"' not in code:
            pieces = [found[1] for p in patterns if (found := p.fullmatch(key))]
            assert any(f'"{piece}"' in code or piece.isdigit() for piece in pieces), key


def formed(code: str) -> list[re.Pattern[str]]:
    """Read which keys of messages code puts together of a beginning, a name and an end.

    Examples
    --------
    >>> [p.pattern for p in formed('say(f"summary.mark_{key}")')]
    ['summary\\\\.mark_(\\\\w+)']
    """
    found = re.findall(r'f"([a-z_]+\.[a-z_.]*)\{[^{}"]+\}([a-z_.]*)"', code)
    return [re.compile(rf"{re.escape(first)}(\w+){re.escape(last)}") for first, last in set(found)]


def test_every_column_is_read() -> None:
    """A column that no code names is one that nobody reads."""
    read = "".join(
        p.read_text(encoding="utf-8")
        for folder in ("metrics", "pages")
        for p in sorted((ROOT / folder).rglob("*.py"))
        if p.name not in ("cells.py", "forms.py", "schema.py")
    )
    for schema in table_schemas().values():
        for column in schema.columns:
            base = re.sub("_(zh|en)$", "", column)
            named = rf'\b{column}\b|\b{base}_{{lang}}|\.{base}\(|"{base}"'
            assert re.search(named, read), f"{schema.file}: {column}"
