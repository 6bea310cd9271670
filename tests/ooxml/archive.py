"""The archive, its parts, their kinds and how they lead to each other."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from tests.parts import RELATION, Parts

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_DRAWING = "application/vnd.openxmlformats-officedocument."
# Kinds of relations that a workbook may have, and the type of what they lead to. Macros,
# connections, queries, links to other workbooks and newer charts are not among them.
KINDS: dict[str, str] = {
    "officeDocument": f"{_SHEET}sheet.main+xml",
    "worksheet": f"{_SHEET}worksheet+xml",
    "styles": f"{_SHEET}styles+xml",
    "sharedStrings": f"{_SHEET}sharedStrings+xml",
    "table": f"{_SHEET}table+xml",
    "theme": f"{_DRAWING}theme+xml",
    "drawing": f"{_DRAWING}drawing+xml",
    "chart": f"{_DRAWING}drawingml.chart+xml",
    "extended-properties": f"{_DRAWING}extended-properties+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "hyperlink": "",
}
# Longest address that Excel follows, in characters.
ADDRESS = 2079
# The fixed part of the header before each entry, and the mark of sizes over 4 GB behind its name.
_HEADER, _ZIP64 = 30, b"\x01\x00"


def archive_faults(content: bytes) -> Iterator[str]:
    """Yield what of the archive office programs stumble over."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    counted = Counter(e.filename.lower() for e in entries)
    yield from (f"{name} is twice in the archive" for name, n in counted.items() if n > 1)
    for entry in entries:
        if entry.is_dir():
            yield f"{entry.filename} is a folder"
        if _zip64(content, entry.header_offset):
            yield f"{entry.filename} is written for archives over 4 GB (zip64)"
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield f"{entry.filename} is packed in an unusual way"


def _zip64(content: bytes, header: int) -> bool:
    """Tell whether the header of an entry has room for a size over 4 GB."""
    named = int.from_bytes(content[header + 26 : header + 28], "little")
    more = int.from_bytes(content[header + 28 : header + 30], "little")
    start = header + _HEADER + named
    return content[start : start + min(more, 2)] == _ZIP64


def part_faults(parts: Parts, kinds: Mapping[str, str] = KINDS) -> Iterator[str]:
    """Yield parts without a type, relations that lead nowhere, and parts nothing leads to.

    Parameters
    ----------
    parts : Parts
        All of a file.
    kinds : mapping
        The relations that such a file may have, and the type of what they lead to.
    """
    types = dict(_types(parts))
    yield from _type_faults(parts, types)
    reached, waiting = {""}, [""]
    while waiting:
        part = waiting.pop()
        relations = parts.relations(part)
        if part.endswith(".xml"):
            yield from _unknown_ids(parts, part, set(relations))
        for kind, target, outside in relations.values():
            yield from _relation_faults(parts, part, (kind, target, outside), types, kinds)
            if not outside and target in parts.content and target not in reached:
                reached.add(target)
                waiting.append(target)
    for name in parts.content:
        if name != "[Content_Types].xml" and name not in reached and not name.endswith(".rels"):
            yield f"nothing leads to {name}"
        if name.endswith(".rels") and _owner(name) not in reached:
            yield f"{name} belongs to no part"


def _owner(name: str) -> str:
    return re.sub(r"(^|/)_rels/([^/]*)\.rels$", r"\1\2", name).lstrip("/")


def _types(parts: Parts) -> Iterator[tuple[str, str]]:
    tree = parts.tree("[Content_Types].xml")
    own = {e.get("PartName"): e.get("ContentType") for e in tree.iter(f"{TYPES}Override")}
    default = {e.get("Extension"): e.get("ContentType") for e in tree.iter(f"{TYPES}Default")}
    for name in parts.content:
        kind = own.get(f"/{name}", default.get(name.rpartition(".")[2]))
        if kind is not None:
            yield name, kind


def _type_faults(parts: Parts, types: dict[str, str]) -> Iterator[str]:
    listed = [e.get("PartName") for e in parts.tree("[Content_Types].xml").iter(f"{TYPES}Override")]
    for name, count in Counter(n.lower() for n in listed).items():
        if count > 1:
            yield f"{name} has {count} types"
    for name in listed:
        if name.lstrip("/") not in parts.content:
            yield f"{name} has a type and is not there"
    for name in parts.content:
        if name != "[Content_Types].xml" and name not in types:
            yield f"{name} has no type"


def _unknown_ids(parts: Parts, part: str, known: set[str]) -> Iterator[str]:
    for element in parts.tree(part).iter(etree.Element):
        for name, value in element.attrib.items():
            if name.startswith(RELATION) and value not in known:
                yield f"{part}: {value} is no relation of it"


def _relation_faults(
    parts: Parts,
    part: str,
    relation: tuple[str, str, bool],
    types: dict[str, str],
    kinds: Mapping[str, str],
) -> Iterator[str]:
    kind, target, outside = relation
    if kind not in kinds:
        yield f"{part}: a relation of the kind {kind}"
    elif outside:
        if kind != "hyperlink" or not re.match(r"(https?://|mailto:)", target):
            yield f"{part}: {target} is outside"
        if len(target) > ADDRESS:
            yield f"{part}: an address of {len(target)} characters"
    elif target not in parts.content:
        yield f"{part}: {target} is not there"
    elif types.get(target) != kinds[kind]:
        yield f"{target} is a {kind} and has the type {types.get(target)}"
