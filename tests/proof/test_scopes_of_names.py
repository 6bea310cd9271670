"""Names mean all scopes of what they name, also those that no entry lists."""

from __future__ import annotations

from dataclasses import replace

from metrics import Tables
from metrics.proof.names import names


def test_a_new_scope_of_a_named_indicator_is_meant_by_its_words(tables: Tables) -> None:
    """Foreign grants are no other thing than grants: the plain name must not mean them alone."""
    frame = tables.frames["definitions"]
    row = frame[frame["id"] == "invention_patents_granted"].copy()
    row["id"], row["scope"] = "invention_patents_granted_abroad", "foreign"
    frames = dict(tables.frames)
    frames["definitions"] = type(frame)(frame.to_dict("records") + row.to_dict("records"))
    made = names(replace(tables, frames=frames), "zh")
    own = [n.of for n in made.names if "invention_patents_granted_abroad" in n.of]
    assert own
    assert all("invention_patents_granted" in of for of in own)
