"""Splitting work where only a part of it is in question: the part becomes a work item beside what stays.

The part waits for what the whole waited for, whatever waited for the whole waits for both, and the same people work
on it, so that what a decision on the part does is the decision's doing. The split itself moves a date only where
several people share the work: one of them who has more to give than the whole asked for gives it to the part.
"""

from collections.abc import Sequence
from typing import Any

from pmtui.commands import outline, rules
from pmtui.commands.naming import item_name
from pmtui.commands.work_rules import next_number
from pmtui.domain.choices import WorkKind, WorkState
from pmtui.domain.entities import Assignment, BenefitSource, Dependency, WorkItem
from pmtui.domain.entry import show_minutes
from pmtui.domain.errors import Refused
from pmtui.domain.fields import TITLE_MOST
from pmtui.domain.forecast.prepare import remaining_effort
from pmtui.domain.working import at_work
from pmtui.store.transaction import Transaction

_PART = " (part)"
_SAME = (  # what the part has from the whole
    "project_id",
    "parent_id",
    "kind",
    "start_no_earlier",
    "deadline",
    "statement_id",
    "added_on",
    "was_staffed",
)


def split_effort(tx: Transaction, item: WorkItem, minutes: int, title: str = "") -> WorkItem:
    """Take so many minutes of what remains of an item's effort into a work item of its own, and return that.

    Without a title it has that of the whole, said to be a part.
    """
    name = item_name(tx, item)
    if outline.children(tx, item):
        raise Refused(
            f"{name} has work items inside it: name those that are in question instead of an effort.",
            {"effort": "has work items inside it"},
        )
    if item.effort is None:
        raise Refused(f"{name} has no effort to split: put the whole of it in question.", {"effort": "has none"})
    left = remaining_effort(item)
    if not 0 < minutes < left:
        raise Refused(
            f"A part of {name} is more than nothing and less than the {show_minutes(left)} that remain of it; "
            "leave the part empty to put the whole in question.",
            {"effort": f"less than {show_minutes(left)}"},
        )
    rest = item.effort - minutes
    kept: dict[str, Any] = {"effort": rest}
    if item.percent or item.remaining is not None:
        done = max(rest - (left - minutes), 0)
        kept |= {"remaining": left - minutes, "percent": min(100 * done // rest, 99)}
    tx.edit(item, **kept)
    return _beside(tx, item, title, {"effort": minutes})


def split_children(tx: Transaction, item: WorkItem, ids: Sequence[int], title: str = "") -> WorkItem:
    """Gather some of the work items directly inside an item in one beside it, and return that."""
    name = item_name(tx, item)
    inside = {one.id: one for one in outline.children(tx, item)}
    for id in ids:
        if id not in inside:
            wrong = item_name(tx, tx.get(WorkItem, id))
            raise Refused(
                f"{wrong} is not directly inside {name}: name work items that are.",
                {"children": f"{wrong} is not inside"},
            )
    if not inside.keys() - set(ids):
        raise Refused(
            f"That is all that is inside {name}: leave the part empty to put the whole in question.",
            {"children": "all of them"},
        )
    part = _beside(tx, item, title, {"kind": WorkKind.DELIVERABLE})
    for position, one in enumerate(one for one in inside.values() if one.id in ids):
        tx.edit(one, parent_id=part.id, position=position)
    return tx.get(WorkItem, part.id)


def _beside(tx: Transaction, item: WorkItem, title: str, values: dict[str, Any]) -> WorkItem:
    """A work item right behind another, with its people, links and benefits."""
    same = {name: getattr(item, name) for name in _SAME}
    part = tx.add(
        WorkItem,
        **{
            **same,
            "number": next_number(tx, item.project_id),
            "title": title or item.title[: TITLE_MOST - len(_PART)] + _PART,
            "position": outline.next_position(tx, item.project_id, item.parent_id),
            "notes": f"Split off {item_name(tx, item)}.",
            **values,
        },
    )
    if item.state is WorkState.BLOCKED:
        tx.edit(part, state=item.state, blocked_until=item.blocked_until)
    for staff in at_work(tx.find(Assignment, work_item_id=item.id)):
        rules.add(tx, Assignment, {"work_item_id": part.id, "resource_id": staff.resource_id, "units": staff.units})
    for link in tx.find(Dependency, successor_id=item.id):
        _link(tx, link, link.predecessor_id, part.id)
    for link in tx.find(Dependency, predecessor_id=item.id):
        _link(tx, link, part.id, link.successor_id)
    for source in tx.find(BenefitSource, work_item_id=item.id):
        tx.add(BenefitSource, benefit_id=source.benefit_id, project_id=source.project_id, work_item_id=part.id)
    return outline.place_after(tx, part, tx.get(WorkItem, item.id))


def _link(tx: Transaction, like: Dependency, predecessor_id: int, successor_id: int) -> None:
    ends = {"predecessor_id": predecessor_id, "successor_id": successor_id}
    tx.add(Dependency, **ends, kind=like.kind, lag=like.lag)
