"""The outline of work items as commands change it: who is inside whom, and in which order."""

from collections.abc import Iterable, Sequence

from pmtui.commands.naming import item_name
from pmtui.commands.questions import open_request
from pmtui.domain import outline as domain_outline
from pmtui.domain.choices import ENDED_WORK, Scope, WorkKind
from pmtui.domain.entities import WorkItem
from pmtui.domain.errors import Refused
from pmtui.store.transaction import Transaction


def siblings(tx: Transaction, project_id: int, parent_id: int | None) -> list[WorkItem]:
    """The work items directly inside a parent (or at the outermost level of a project), in their order."""
    found = tx.find(WorkItem, project_id=project_id, parent_id=parent_id)
    return sorted(found, key=lambda one: (one.position, one.number, one.id))


def children(tx: Transaction, item: WorkItem) -> list[WorkItem]:
    """The work items directly inside one, in their order."""
    return siblings(tx, item.project_id, item.id)


def subtree(tx: Transaction, item: WorkItem) -> list[WorkItem]:
    """An item and all that is inside it, in the order of the outline."""
    workspace = tx.workspace()
    return [workspace.all(WorkItem)[one] for one in domain_outline.subtree(workspace, item.id)]


def ancestors(tx: Transaction, item: WorkItem) -> list[WorkItem]:
    """What an item is inside of, innermost first."""
    found: list[WorkItem] = []
    while item.parent_id is not None and all(one.id != item.parent_id for one in found):
        item = tx.get(WorkItem, item.parent_id)
        found.append(item)
    return found


def outermost(tx: Transaction, item_ids: Iterable[int]) -> list[WorkItem]:
    """The marked items without those that lie inside another marked one; Refused where one is gone."""
    items = [tx.get(WorkItem, one) for one in dict.fromkeys(item_ids)]
    marked = {one.id for one in items}
    return [one for one in items if not any(above.id in marked for above in ancestors(tx, one))]


def arrange(tx: Transaction, parent_id: int | None, items: Sequence[WorkItem]) -> None:
    """Put these items inside a parent in this order; only rows that change are written."""
    for position, item in enumerate(items):
        tx.edit(item, parent_id=parent_id, position=position)


def next_position(tx: Transaction, project_id: int, parent_id: int | None) -> int:
    """The position at the end of a parent."""
    return max((one.position + 1 for one in siblings(tx, project_id, parent_id)), default=0)


def place_after(tx: Transaction, item: WorkItem, after: WorkItem) -> WorkItem:
    """Put an item right behind a sibling; they share the parent already."""
    order = [one for one in siblings(tx, item.project_id, after.parent_id) if one.id != item.id]
    order.insert([one.id for one in order].index(after.id) + 1, item)
    arrange(tx, after.parent_id, order)
    return tx.get(WorkItem, item.id)


def take_in(tx: Transaction, parent: WorkItem, *, is_open: bool = True) -> str:
    """What becomes of an item that work is put into: a deliverable, whose effort is that of its children.

    Returns what changed, as a part of a label. Refused for a milestone, and for open work inside closed work.
    """
    name = item_name(tx, parent)
    if parent.kind is WorkKind.MILESTONE:
        raise Refused(
            f"{name} is a milestone, so no work can be inside it: make it a deliverable first.",
            {"parent_id": f"{name} is a milestone"},
        )
    if is_open:
        refuse_under_closed(tx, [parent, *ancestors(tx, parent)])
    percent = parent.percent if parent.state in ENDED_WORK else 0
    tx.edit(parent, kind=WorkKind.DELIVERABLE, effort=None, duration=None, remaining=None, percent=percent)
    if parent.kind is WorkKind.DELIVERABLE and parent.effort is None and parent.duration is None:
        return ""
    own = "" if parent.effort is None and parent.duration is None else ", its effort now that of what is inside it"
    return f"{name} is a deliverable{own}"


def refuse_under_closed(tx: Transaction, above: Iterable[WorkItem]) -> None:
    """Refuse open work inside work that is done or dropped."""
    for one in above:
        if one.state in ENDED_WORK:
            name = item_name(tx, one)
            raise Refused(
                f"{name} is {one.state}: set its state back before open work is inside it.",
                {"parent_id": f"{name} is {one.state}"},
            )


def refuse_leaving_question(tx: Transaction, item: WorkItem, parent_id: int | None) -> None:
    """Refuse taking out of work in question an item that is in question only together with it."""
    if parent_id is not None and tx.get(WorkItem, parent_id).scope is Scope.IN_QUESTION:
        return
    if item.scope is Scope.IN_QUESTION and open_request(tx, item.id) is None:
        raise Refused(f"{item_name(tx, item)} is in question with what it is inside of: decide on that first.")
