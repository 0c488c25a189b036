"""The five dispositions that end a scope request, each one transaction with its decision record.

The reason is required. The options as they stood come as text (JSON) and are recorded unread, so that a preview
runs the same command.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from pmtui.commands import outline, rules
from pmtui.commands.naming import brief, called, item_name, listed
from pmtui.commands.questions import open_request, release
from pmtui.commands.relocation import moved_label, refuse_target, relocate
from pmtui.commands.rows import noted
from pmtui.commands.scope.record import Words, asked_item, made, record, undecided
from pmtui.commands.scope.staff import bring, take_off_all
from pmtui.commands.work import drop_inside
from pmtui.domain.choices import (
    ENDED_WORK,
    Disposition,
    ProjectStatus,
    RequestState,
    Scope,
    StatementKind,
    WorkState,
)
from pmtui.domain.entities import (
    Charter,
    Dependency,
    Project,
    ScopeRequest,
    ScopeStatement,
    WorkItem,
    described,
)
from pmtui.domain.errors import Refused
from pmtui.domain.shares import Shift
from pmtui.store.transaction import Transaction


def keep(
    tx: Transaction,
    *,
    request_id: int,
    reason: str,
    statement_id: int | None = None,
    new_statement: str = "",
    options: str = "",
    decided_by: str = "",
) -> str:
    """Keep the work in its project: it serves a statement of the charter, or one that is added to it now.

    An idea becomes a work item at the end of the project's outline.
    """
    request = undecided(tx, request_id)
    if (statement_id is None) is not bool(new_statement.strip()):
        raise Refused(
            "Say which in-scope statement the work serves, or type the one to add to the charter: one of both.",
            {"statement_id": "one of both", "new_statement": "one of both"},
        )
    item = asked_item(tx, request)
    if statement_id is None:
        values = {"project_id": request.project_id, "kind": StatementKind.IN, "text": new_statement}
        statement, _ = rules.add(tx, ScopeStatement, values)
        chosen = f"Keep, amending the charter: {statement.text}"
    else:
        statement = tx.get(ScopeStatement, statement_id)
        chosen = f"Keep, under the charter's statement: {statement.text}"
    if item is None:
        item = made(tx, request, request.project_id)
    release(tx, item)
    item, _ = rules.change(tx, tx.get(WorkItem, item.id), {"statement_id": statement.id})
    record(tx, request, Disposition.KEEP, chosen, Words(reason, options, decided_by))
    return f"Kept {called(tx, item)} in scope under “{brief(statement.text)}”"


def move(
    tx: Transaction,
    *,
    request_id: int,
    project_id: int,
    reason: str,
    shares: Sequence[Shift] = (),
    unassign: Iterable[int] = (),
    options: str = "",
    decided_by: str = "",
) -> str:
    """Move the work with all inside it, its assignments, notes and links to another project of the program.

    ``shares`` come along to the target, whatever target they name; resources to ``unassign`` (ids) are taken off
    the work. Whoever plans by shares and is neither gives nothing there until they have a share. An idea becomes a
    work item there.
    """
    request = undecided(tx, request_id)
    target = tx.get(Project, project_id)
    refuse_target(tx, request.project_id, target)
    asked_item(tx, request)
    chosen = f"Move to {called(tx, target)}"
    record(tx, request, Disposition.MOVE, chosen, Words(reason, options, decided_by))
    return _moved(tx, request, target, shares, unassign)


def new_project(
    tx: Transaction,
    *,
    request_id: int,
    code: str,
    name: str,
    reason: str,
    start: date | None = None,
    target_finish: date | None = None,
    priority: int | None = None,
    shares: Sequence[Shift] = (),
    unassign: Iterable[int] = (),
    options: str = "",
    decided_by: str = "",
) -> str:
    """Make a project of the work: proposed, its charter begun from the request, its people as in ``move``.

    Unless given it starts today, and is last in priority.
    """
    request = undecided(tx, request_id)
    asked_item(tx, request)
    program_id = tx.get(Project, request.project_id).program_id
    most = described(Project)["priority"].most or 1
    last = max(one.priority for one in tx.find(Project, program_id=program_id))
    values = {
        "program_id": program_id,
        "code": code,
        "name": name,
        "priority": min(last + 1, most) if priority is None else priority,
        "start": start or tx.today,
        "target_finish": target_finish,
        "status": ProjectStatus.PROPOSED,
    }
    project, _ = rules.add(tx, Project, values)
    charter = tx.find(Charter, project_id=project.id)[0]
    tx.edit(charter, purpose=f"{request.title}\n\n{request.why}")
    rules.add(tx, ScopeStatement, {"project_id": project.id, "kind": StatementKind.IN, "text": request.title})
    chosen = f"New project {called(tx, project)}"
    record(tx, request, Disposition.NEW_PROJECT, chosen, Words(reason, options, decided_by))
    return f"New project {called(tx, project)}: {_moved(tx, request, project, shares, unassign)}"


def drop(tx: Transaction, *, request_id: int, reason: str, options: str = "", decided_by: str = "") -> str:
    """Decide that the work does not serve the program: it and what is open inside it is dropped, out of scope.

    Its links stay, and count as satisfied. Requests about work inside it end with the same decision.
    """
    request = undecided(tx, request_id)
    item = asked_item(tx, request)
    words = Words(reason, options, decided_by)
    decision = record(tx, request, Disposition.DROP, "Does not serve the program", words)
    if item is None:
        return f"Dropped the idea {brief(request.title)}: it does not serve the program"
    subtree = outline.subtree(tx, item)
    waiting = _waiting_for(tx, subtree)
    inside = drop_inside(tx, item)
    if item.state is not WorkState.DONE:
        rules.change(tx, tx.get(WorkItem, item.id), {"state": WorkState.DROPPED})
    for one in subtree:
        now = tx.get(WorkItem, one.id)
        if now.id == item.id or now.state is WorkState.DROPPED:
            tx.edit(now, scope=Scope.OUT_OF_SCOPE)
        inner = open_request(tx, one.id)
        if inner is not None:
            tx.edit(inner, state=RequestState.DECIDED, decision_id=decision.id, postponed_until=None)
    told = [f"with {inside} inside"] * bool(inside)
    told += [f"{listed(waiting)} no longer wait{'s' * (len(waiting) == 1)} for it"] * bool(waiting)
    return noted(f"Dropped {called(tx, item)}: it does not serve the program", "; ".join(told))


def _waiting_for(tx: Transaction, items: Sequence[WorkItem]) -> list[str]:
    """The names of open work outside these items that is linked behind one of them."""
    ids = {one.id for one in items}
    open_ones = [one for one in items if one.state not in ENDED_WORK]
    links = [link for one in open_ones for link in tx.find(Dependency, predecessor_id=one.id)]
    behind = {link.successor_id: tx.get(WorkItem, link.successor_id) for link in links}
    return [item_name(tx, one) for id, one in behind.items() if id not in ids and one.state not in ENDED_WORK]


def postpone(
    tx: Transaction, *, request_id: int, until: date, reason: str, options: str = "", decided_by: str = ""
) -> str:
    """Leave the decision until a day after today; the work is not started before it. It can be decided earlier."""
    request = undecided(tx, request_id)
    item = asked_item(tx, request)
    if until <= tx.today:
        raise Refused(f"Postpone until a day after today, {tx.today}.", {"until": "not after today"})
    words = Words(reason, options, decided_by)
    record(tx, request, Disposition.POSTPONE, f"Postpone until {until}", words, until=until)
    what = f"the idea {brief(request.title)}" if item is None else called(tx, item)
    return f"Postponed the decision on {what} until {until}"


def _moved(
    tx: Transaction, request: ScopeRequest, target: Project, shares: Sequence[Shift], unassign: Iterable[int]
) -> str:
    if request.work_item_id is None:
        item = made(tx, request, target.id)
        return f"Added {called(tx, item)}"
    item = tx.get(WorkItem, request.work_item_id)
    before = called(tx, item)
    now = relocate(tx, item, target)
    told = [*bring(tx, shares, target.id), *take_off_all(tx, now, unassign)]
    return noted(f"Moved {moved_label(tx, before, now)}", "; ".join(told))
