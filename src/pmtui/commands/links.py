"""Rules of links between work items."""

from collections.abc import Mapping
from typing import Any

from pmtui.commands.naming import item_name
from pmtui.commands.outline import ancestors
from pmtui.domain.entities import Dependency, WorkItem
from pmtui.domain.errors import Refused
from pmtui.domain.network import find_loop
from pmtui.store.transaction import Transaction

Values = dict[str, Any]


def adding_link(tx: Transaction, values: Mapping[str, Any]) -> Values:
    """Refuse a link of an item to itself."""
    first, second = values.get("predecessor_id"), values.get("successor_id")
    if first is not None and first == second:
        raise Refused(
            f"{item_name(tx, tx.get(WorkItem, first))} cannot wait for itself: choose another work item.",
            {"predecessor_id": "the same work item", "successor_id": "the same work item"},
        )
    return dict(values)


def editing_link(tx: Transaction, row: Dependency, changes: Mapping[str, Any]) -> Values:
    """Refuse turning a link into one of an item to itself."""
    ends = {"predecessor_id": row.predecessor_id, "successor_id": row.successor_id}
    adding_link(tx, {**ends, **changes})
    return dict(changes)


def check_link(tx: Transaction, link: Dependency, _was: Dependency | None) -> str:
    """Refuse a link of an item to what it is inside of, or one that closes a loop."""
    refuse_inside(tx, tx.get(WorkItem, link.predecessor_id), tx.get(WorkItem, link.successor_id))
    refuse_loop(tx)
    return ""


def refuse_inside(tx: Transaction, first: WorkItem, second: WorkItem) -> None:
    """Refuse a link between an item and what it is inside of, since one contains the other's dates."""
    for inner, outer in ((first, second), (second, first)):
        if any(one.id == outer.id for one in ancestors(tx, inner)):
            raise Refused(
                f"{item_name(tx, inner)} is inside {item_name(tx, outer)}, so no link can be between them: "
                "link it to a work item beside it.",
                {"predecessor_id": "one is inside the other", "successor_id": "one is inside the other"},
            )


def refuse_loop(tx: Transaction) -> None:
    """Refuse, naming it, a loop of links (also through deliverables and what is inside them) as of now."""
    loop = find_loop(tx.workspace())
    if loop:
        names = [item_name(tx, tx.get(WorkItem, one)) for one in (*loop, loop[0])]
        path = " -> ".join(names)
        raise Refused(f"Links would run in a loop: {path}. Remove one of them first.", {"predecessor_id": path})


def refuse_links_inside(tx: Transaction, items: list[WorkItem]) -> None:
    """Refuse where items that got a new parent are now inside of what they are linked to, or close a loop."""
    for item in items:
        for link in tx.find(Dependency, predecessor_id=item.id):
            refuse_inside(tx, item, tx.get(WorkItem, link.successor_id))
        for link in tx.find(Dependency, successor_id=item.id):
            refuse_inside(tx, tx.get(WorkItem, link.predecessor_id), item)
    refuse_loop(tx)
