"""Markup that is filled once, and pieces that pages share."""

from __future__ import annotations

from pages.parts.frame import markup


def test_no_more_is_kept_than_has_room_whatever_addresses_name() -> None:
    most = markup.small.cache_info().maxsize
    assert most is not None
    for n in range(most + 8):
        markup.small("theme_name.html", "en", title="Creation", address=f"creation?v=1950-01-{n}")
    assert markup.small.cache_info().currsize == most
