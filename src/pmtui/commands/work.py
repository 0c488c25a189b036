"""What the manager does to work items in the outline and in the weekly round.

Setting 100 %, or nothing remaining, by these commands finishes the item: whoever types that in a list says that
it is done. In the form the state is a field of its own beside the percent, so there 100 % alone does not.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pmtui.commands import outline, rules
from pmtui.commands.naming import brief, called, changed, item_name, listed
from pmtui.commands.people import delete_assignment, take_off
from pmtui.commands.rows import create, noted
from pmtui.domain.choices import ENDED_WORK, LinkKind, WorkState
from pmtui.domain.entities import Assignment, Dependency, Resource, WorkItem
from pmtui.domain.entry import show_minutes, show_units
from pmtui.domain.errors import Refused
from pmtui.domain.outline import outline as outlined
from pmtui.domain.quick import read_quick
from pmtui.store.transaction import Transaction


def quick_add(
    tx: Transaction, *, project_id: int, line: str, after_id: int | None = None, parent_id: int | None = None
) -> str:
    """Add a work item with its people and links from one typed line (see ``domain/quick.py``).

    It goes where the line says (``in 7``), else behind ``after_id``, else to the end of ``parent_id``.
    """
    item, told = _added(tx, project_id, line, after_id, parent_id)
    return noted(f"Added {called(tx, item)}", told)


def quick_add_lines(tx: Transaction, *, project_id: int, lines: Sequence[str], after_id: int | None = None) -> str:
    """Add a work item for each line, one behind the other; one that makes no sense refuses them all."""
    for number, line in enumerate(lines, 1):
        try:
            item, _ = _added(tx, project_id, line, after_id, None)
        except Refused as refused:
            raise Refused(f"Line {number} of {len(lines)}: {refused.sentence}") from refused
        after_id = item.id
    return f"Added {len(lines)} work items"


def _added(
    tx: Transaction, project_id: int, line: str, after_id: int | None, parent_id: int | None
) -> tuple[WorkItem, Any]:
    """The work item of a line, and what else is to be said of it."""
    quick = read_quick(line, tx.workspace(), project_id, tx.today)
    if quick.errors:
        raise Refused(" ".join(quick.errors), {"line": " ".join(quick.errors)})
    after = tx.get(WorkItem, after_id) if after_id is not None and quick.parent_id is None else None
    if after is not None:
        parent_id = after.parent_id
    values = {
        "project_id": project_id,
        "title": quick.title,
        "kind": quick.kind,
        "effort": quick.effort,
        "duration": quick.duration,
        "start_no_earlier": quick.start_no_earlier,
        "deadline": quick.deadline,
        "parent_id": quick.parent_id if quick.parent_id is not None else parent_id,
    }
    item, told = rules.add(tx, WorkItem, values)
    if after is not None and after.project_id == project_id:
        item = outline.place_after(tx, item, after)
    for one in quick.assignments:
        rules.add(tx, Assignment, {"work_item_id": item.id, "resource_id": one.resource_id, "units": one.units})
    for link in quick.links:
        ends = {"predecessor_id": link.item_id, "successor_id": item.id}
        rules.add(tx, Dependency, {**ends, "kind": link.kind, "lag": link.lag})
    return item, told


def set_percent(tx: Transaction, *, item_ids: Iterable[int], percent: int) -> str:
    """Set the percent complete of work items; 100 finishes them."""
    return _report(tx, item_ids, _reported(percent, None, None), f"{percent} % complete")


def set_remaining(tx: Transaction, *, item_ids: Iterable[int], remaining: int | None) -> str:
    """Set the remaining effort in minutes; 0 finishes the items, None lets it follow from the percent again."""
    if remaining is None:
        return _report(tx, item_ids, {"remaining": None}, "remaining by the percent")
    return _report(tx, item_ids, _reported(None, remaining, None), f"{show_minutes(remaining)} remaining")


def _report(tx: Transaction, item_ids: Iterable[int], changes: Mapping[str, Any], what: str) -> str:
    items = _marked(tx, item_ids)
    for item in items:
        if item.state is WorkState.DROPPED:
            raise Refused(f"{item_name(tx, item)} is dropped: set its state back first.")
    return _change_each(tx, items, changes, what)


def _change_each(tx: Transaction, items: Sequence[WorkItem], changes: Mapping[str, Any], what: str) -> str:
    told: dict[str, None] = {}
    now = items[0]
    for item in items:
        now, more = rules.change(tx, tx.get(WorkItem, item.id), changes)
        told[more] = None
    label = changed(tx, items[0], now, tx.today) if len(items) == 1 else f"{_names(tx, items)}: {what}"
    return noted(label, "; ".join(one for one in told if one))


def set_state(
    tx: Transaction, *, item_ids: Iterable[int], state: WorkState, blocked_until: date | None = None
) -> str:
    """Set the state of work items (blocked ones until a day); dropping a deliverable drops what is open inside it.

    Closing goes from the inside out and opening from the outside in, so that no open work is in closed work.
    """
    items = _marked(tx, item_ids)
    depth = {one.id: len(outline.ancestors(tx, one)) for one in items}
    sign = -1 if state in ENDED_WORK else 1
    inside = sum(drop_inside(tx, one, apart_from=depth) for one in items) if state is WorkState.DROPPED else 0
    ordered = sorted(items, key=lambda one: sign * depth[one.id])
    changes: dict[str, Any] = {"state": state}
    if blocked_until is not None:
        changes["blocked_until"] = blocked_until
    return noted(_change_each(tx, ordered, changes, state), f"with {inside} inside" if inside else "")


def drop_inside(tx: Transaction, item: WorkItem, *, apart_from: Iterable[int] = ()) -> int:
    """Drop the open work inside an item, innermost first; returns how many."""
    apart = set(apart_from)
    inside = [one for one in outline.subtree(tx, item)[1:] if one.id not in apart]
    found = [one for one in inside if one.state not in ENDED_WORK]
    for one in reversed(found):
        rules.change(tx, one, {"state": WorkState.DROPPED})
    return len(found)


def update_line(
    tx: Transaction,
    *,
    item_id: int,
    percent: int | None = None,
    remaining: int | None = None,
    state: WorkState | None = None,
    note: str = "",
) -> str:
    """One line of the weekly round: what is not given stays; a note is put under the notes, with the day."""
    item = tx.get(WorkItem, item_id)
    changes = _reported(percent, remaining, state)
    if note.strip():
        line = f"{tx.today}: {note.strip()}"
        changes["notes"] = f"{item.notes}\n{line}" if item.notes else line
    now, told = rules.change(tx, item, changes)
    label = changed(tx, item, now, tx.today)
    return noted(f"{label}, “{brief(note)}”" if note.strip() else label, told)


def _reported(percent: int | None, remaining: int | None, state: WorkState | None) -> dict[str, Any]:
    given = {"percent": percent, "remaining": remaining, "state": state}
    changes = {name: value for name, value in given.items() if value is not None}
    finished = (percent == 100 and not remaining) or (remaining == 0 and percent in (None, 100))
    if state is None and finished:
        return {"state": WorkState.DONE}
    return changes


def assign(tx: Transaction, *, item_ids: Iterable[int], resource_id: int, units: int = 100) -> str:
    """Put a resource on work items, or change its units there; units in hundredths of one."""
    resource = tx.get(Resource, resource_id)
    items = _marked(tx, item_ids)
    for item in items:
        present = tx.find(Assignment, work_item_id=item.id, resource_id=resource_id)
        if present:
            rules.change(tx, present[0], {"units": units})
        else:
            rules.add(tx, Assignment, {"work_item_id": item.id, "resource_id": resource_id, "units": units})
    share = "" if units == 100 else f" with {show_units(units)}"
    return f"Assigned {resource.name}{share} to {_names(tx, items)}"


def unassign(tx: Transaction, *, item_ids: Iterable[int], resource_id: int) -> str:
    """Take a resource off work items; the time it has spent there stays, and goes where it is taken off again."""
    resource = tx.get(Resource, resource_id)
    items = _marked(tx, item_ids)
    found = [one for item in items for one in tx.find(Assignment, work_item_id=item.id, resource_id=resource_id)]
    if not found:
        raise Refused(f"{resource.name} is not assigned to {_names(tx, items)}.")
    stays = sum(one.spent for one in found if one.units)
    goes = sum(one.spent for one in found if not one.units)
    for one in found:
        if one.units:
            take_off(tx, one)
        else:
            delete_assignment(tx, one)
    off = [item for item in items if any(one.work_item_id == item.id for one in found)]
    told = "; ".join(
        [f"{show_minutes(stays)} spent there stay"] * bool(stays)
        + [f"{show_minutes(goes)} spent there go with it"] * bool(goes)
    )
    return noted(f"Took {resource.name} off {_names(tx, off)}", told)


def add_link(
    tx: Transaction,
    *,
    predecessor_id: int,
    successor_id: int,
    kind: LinkKind = LinkKind.FINISH_START,
    lag: int = 0,
) -> str:
    """Link two work items of any two projects; lag in working days. Refused, naming it, where it makes a loop."""
    values = {"predecessor_id": predecessor_id, "successor_id": successor_id, "kind": kind, "lag": lag}
    return create(tx, entity=Dependency, values=values)


def remove_link(tx: Transaction, *, link_id: int) -> str:
    """Remove a link."""
    link = tx.get(Dependency, link_id)
    tx.delete(link)
    return f"Removed link {called(tx, link)}"


def indent(tx: Transaction, *, item_ids: Iterable[int]) -> str:
    """Put marked items, in their order, into the sibling before them, which becomes a deliverable."""
    items = _in_outline_order(tx, item_ids)
    marked = {one.id for one in items}
    told: dict[str, None] = {}
    for item in items:
        before: WorkItem | None = None
        for one in outline.siblings(tx, item.project_id, item.parent_id):
            if one.id == item.id:
                break
            before = one if one.id not in marked else before
        if before is None:
            raise Refused(f"{item_name(tx, item)} is the first there: no work item before it can take it in.")
        told[_put_inside(tx, item, before)] = None
    return noted(f"Indented {_names(tx, items)}", "; ".join(one for one in told if one))


def _put_inside(tx: Transaction, item: WorkItem, parent: WorkItem) -> str:
    return rules.change(tx, tx.get(WorkItem, item.id), {"parent_id": parent.id})[1]


def outdent(tx: Transaction, *, item_ids: Iterable[int]) -> str:
    """Take marked items out of the deliverable that they are in, to stand behind it in their order."""
    items = _in_outline_order(tx, item_ids)
    for item in reversed(items):
        if item.parent_id is None:
            raise Refused(f"{item_name(tx, item)} is at the outermost level already.")
        parent = tx.get(WorkItem, item.parent_id)
        rules.change(tx, tx.get(WorkItem, item.id), {"parent_id": parent.parent_id})
        outline.place_after(tx, tx.get(WorkItem, item.id), tx.get(WorkItem, parent.id))
    return f"Outdented {_names(tx, items)}"


def move_up(tx: Transaction, *, item_ids: Iterable[int]) -> str:
    """Move marked items, with all inside them, before the sibling before them; a run of them moves as one."""
    return _shift(tx, item_ids, up=True)


def move_down(tx: Transaction, *, item_ids: Iterable[int]) -> str:
    """Move marked items, with all inside them, behind the sibling behind them; a run of them moves as one."""
    return _shift(tx, item_ids, up=False)


def _shift(tx: Transaction, item_ids: Iterable[int], *, up: bool) -> str:
    items = _in_outline_order(tx, item_ids)
    marked = {one.id for one in items}
    moved = False
    for project_id, parent_id in dict.fromkeys((one.project_id, one.parent_id) for one in items):
        order = outline.siblings(tx, project_id, parent_id)
        if not up:
            order.reverse()
        for place in range(1, len(order)):
            if order[place].id in marked and order[place - 1].id not in marked:
                order[place - 1], order[place] = order[place], order[place - 1]
                moved = True
        outline.arrange(tx, parent_id, order if up else order[::-1])
    if not moved:
        raise Refused(f"{_names(tx, items)}: already {'first' if up else 'last'} there.")
    return f"Moved {_names(tx, items)} {'up' if up else 'down'}"


def _in_outline_order(tx: Transaction, item_ids: Iterable[int]) -> list[WorkItem]:
    """The marked items without those inside another marked one, in the order of the outline."""
    items = outline.outermost(tx, item_ids)
    if not items:
        raise Refused("Nothing is marked: mark a work item.")
    place: dict[int, int] = {}
    for project_id in {one.project_id for one in items}:
        for row in outlined(tx.workspace(), project_id):
            place[row.item.id] = len(place)
    return sorted(items, key=lambda one: (one.project_id, place[one.id]))


def _marked(tx: Transaction, item_ids: Iterable[int]) -> list[WorkItem]:
    items = [tx.get(WorkItem, one) for one in dict.fromkeys(item_ids)]
    if not items:
        raise Refused("Nothing is marked: mark a work item.")
    return items


def _names(tx: Transaction, items: Sequence[WorkItem]) -> str:
    return called(tx, items[0]) if len(items) == 1 else listed([item_name(tx, one) for one in items])
