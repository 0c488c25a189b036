"""Moving work from one project into another, with all that hangs on it."""

from pmtui.commands import outline
from pmtui.commands.naming import item_name
from pmtui.commands.questions import asked_about
from pmtui.commands.work_rules import next_number
from pmtui.domain.choices import ENDED, RequestState, Scope
from pmtui.domain.entities import BenefitSource, FormerNumber, MoneyEntry, Project, ScopeRequest, WorkItem
from pmtui.domain.errors import Refused
from pmtui.store.transaction import Transaction


def refuse_target(tx: Transaction, origin_id: int, target: Project) -> None:
    """Refuse a project that work cannot move to: the one it is in, a closed one, one of another program."""
    if target.id == origin_id:
        raise Refused(f"The work is in {target.code} already: keep it there, or choose another project.")
    if target.status in ENDED:
        raise Refused(f"{target.code} is {target.status}: choose an open project.", {"project_id": target.status})
    if tx.get(Project, origin_id).program_id != target.program_id:
        raise Refused(
            f"{target.code} belongs to another program: choose a project of this one.",
            {"project_id": "another program"},
        )


def relocate(tx: Transaction, item: WorkItem, target: Project) -> WorkItem:
    """Move an item with all inside it to the end of another project's outline, and return it as it is there.

    Assignments, notes and links stay on it. Its money and the benefits that wait for it follow it; each item gets
    a new number there and is still found by its old one; statements of the old charter no longer apply, and to
    the other charter it is added today.
    """
    asked = {one.id for one in asked_about(tx, item)}
    moving = outline.subtree(tx, item)
    position = outline.next_position(tx, target.id, None)
    for one in moving:
        tx.add(FormerNumber, project_id=one.project_id, number=one.number, work_item_id=one.id)
        place = {"parent_id": None, "position": position} if one.id == item.id else {}
        settled = one.id in asked and one.scope is Scope.IN_QUESTION
        tx.edit(
            one,
            project_id=target.id,
            number=next_number(tx, target.id),
            statement_id=None,
            scope=Scope.IN_SCOPE if settled else one.scope,
            added_on=tx.today,
            **place,
        )
        for entry in tx.find(MoneyEntry, work_item_id=one.id):
            tx.edit(entry, project_id=target.id)
        for source in tx.find(BenefitSource, work_item_id=one.id):
            tx.edit(source, project_id=target.id)
        for request in tx.find(ScopeRequest, work_item_id=one.id):
            if request.state is not RequestState.DECIDED and one.id != item.id:
                tx.edit(request, project_id=target.id)
    return tx.get(WorkItem, item.id)


def moved_label(tx: Transaction, before: str, item: WorkItem) -> str:
    """How a move is told: ``SHT-12 Seal test → LND-7``, with what is inside it."""
    inside = len(outline.subtree(tx, item)) - 1
    more = f" with {inside} inside" if inside else ""
    return f"{before} → {item_name(tx, item)}{more}"
