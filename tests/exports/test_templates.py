"""Templates that come from anywhere: what is hostile or broken is refused before it is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import docx
import pytest
from pptx import Presentation

from metrics.exports.docx import LAYOUTS, base
from metrics.exports.docx.layout import layout
from metrics.exports.pptx.template import base as slides
from metrics.exports.templates import DOCX, PPTX, Kind, Template, TemplateError, content_of
from metrics.locale import LANGS

TYPES = "[Content_Types].xml"
KINDS = (PPTX, DOCX)


def office(kind: Kind) -> bytes:
    """Return an office's own file as its program saves it."""
    made = BytesIO()
    (Presentation() if kind is PPTX else docx.Document()).save(made)
    return made.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(held: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return made.getvalue()


def use(kind: Kind, content: bytes) -> None:
    template = Template(f"office.{kind.name}", content)
    if kind is PPTX:
        slides("zh", template)
    else:
        base.office(template, layout(LAYOUTS[0], "zh"), "zh")


def _markup(held: dict[str, bytes]) -> bytes:
    return packed(held | {"docProps/custom.xml": b"<a>" + b" " * 45_000_000 + b"</a>"})


def _media(held: dict[str, bytes]) -> bytes:
    return packed(held | {f"media/{n}.bin": bytes(70_000_000) for n in range(3)})


def _entries(held: dict[str, bytes]) -> bytes:
    return packed(held | {f"x/{n}": b"" for n in range(5_001)})


def _program(held: dict[str, bytes]) -> bytes:
    return packed(held | {"ppt/vbaProject.bin": b"Sub"})


def _cut(held: dict[str, bytes]) -> bytes:
    return packed(held)[:-200]


def _empty(held: dict[str, bytes]) -> bytes:
    return b""


def _no_main(held: dict[str, bytes]) -> bytes:
    return packed({name: c for name, c in held.items() if name == TYPES})


def _broken(held: dict[str, bytes]) -> bytes:
    return packed(
        {n: c if n == TYPES or not n.endswith(".xml") else b"<a" for n, c in held.items()}
    )


def _entities(held: dict[str, bytes]) -> bytes:
    """Hold a text that would grow a thousandfold with each step."""
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 1000}">' for n in range(1, 6))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "x">{steps}]><a>&e5;</a>'.encode()
    main = next(n for n in held if n in ("ppt/presentation.xml", "word/document.xml"))
    return packed(held | {main: bomb})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
class TestRefused:
    @pytest.mark.parametrize(
        ("hostile", "key"),
        [
            (_markup, "large"),
            (_media, "large"),
            (_entries, "large"),
            (_program, "macros"),
            (_cut, "no"),
            (_empty, "no"),
            (_no_main, "no"),
            (_broken, "no"),
            (_entities, "no"),
        ],
    )
    def test_in_one_sentence(
        self, kind: Kind, hostile: Callable[[dict[str, bytes]], bytes], key: str
    ) -> None:
        with pytest.raises(TemplateError) as fault:
            use(kind, hostile(parts(office(kind))))
        assert fault.value.key == (f"no_{kind.name}" if key == "no" else key)
        for lang in LANGS:
            told = fault.value.words(lang)
            assert f"office.{kind.name}" in told
            assert "\n" not in told

    def test_a_file_of_the_other_kind(self, kind: Kind) -> None:
        (other,) = (k for k in KINDS if k is not kind)
        with pytest.raises(TemplateError, match=f"office.{kind.name}"):
            use(kind, office(other))


def test_slides_without_masters_have_no_place_for_titles() -> None:
    made = Presentation()
    ids = made.element.find("{*}sldMasterIdLst")
    made.element.remove(ids)
    content = BytesIO()
    made.save(content)
    with pytest.raises(TemplateError) as fault:
        use(PPTX, content.getvalue())
    assert fault.value.key == "no_title"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_an_office_saved_is_taken_from_memory(kind: Kind) -> None:
    content = office(kind)
    assert content_of(Template("office", content), kind) == content
    use(kind, content)
