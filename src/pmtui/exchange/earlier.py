"""Tables of files that earlier versions exported, brought to the present fields; not checked yet in any way."""

from typing import Any


def to_2(tables: dict[str, Any]) -> None:
    """A share says which staffing request it fills; before, the request named one share."""
    filled = {}
    for row in _rows(tables, "staffing_request"):
        share = row.pop("allocation_id", None)
        if isinstance(share, int):
            filled[share] = row.get("id")
    for row in _rows(tables, "allocation"):
        id = row.get("id")
        if isinstance(id, int) and id in filled:
            row["request_id"] = filled[id]


def _rows(tables: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = tables.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


# The first makes version 2 of version 1, and so on.
STEPS = (to_2,)
