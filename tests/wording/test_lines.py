"""Texts broken into lines."""

from __future__ import annotations

from metrics.wording.lines import wrap
from metrics.wording.widths import ems


def test_no_line_starts_with_closing_punctuation() -> None:
    for width in range(8, 40):
        for line in wrap("来源：《求是》（2024-08-20）；工作报告（2023），新华社。", width):
            assert line[0] not in "，。；：）》"


def test_no_line_starts_with_a_dot_between_parts() -> None:
    for width in range(8, 40):
        for line in wrap("Patents in force · Nationwide · 10,000 patents", width):
            assert line[0] != "·"


def test_a_date_is_not_torn() -> None:
    for width in range(12, 30):
        lines = wrap("期间系推定：2022年、2024年8月20日", width)
        assert any("2024年8月20日" in line for line in lines)


def test_lines_are_as_wide_as_they_are_measured() -> None:
    for width in range(8, 30):
        for line in wrap("Invention patents in force, domestic 国内发明专利有效量", width, ems):
            assert ems(line) <= width or " " not in line


def test_a_number_is_not_parted_from_its_unit() -> None:
    told = "发明专利审查周期由22.6缩短至15个月，质押融资额8年增至10.1倍，达8,540亿元"
    for width in range(12, 60):
        lines = wrap(told, width)
        for whole in ("15个月", "10.1倍", "8,540亿元"):
            assert any(whole in line for line in lines), (width, lines)
    said = "Pledge financing rose tenfold to CNY 854 billion"
    assert all("854 billion" in " | ".join(wrap(said, width)) for width in range(12, 48))
