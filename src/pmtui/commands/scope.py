"""Scope above the charter: putting work in question, and the five dispositions that end a scope request.

A disposition is one transaction with its decision record, linked from the request. Its reason is required. The
options as they stood come as text (JSON) and are recorded unread, so that a preview runs the same command.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from pmtui.commands import outline, rules
from pmtui.commands.naming import brief, called, item_name, listed
from pmtui.commands.questions import open_request, release
from pmtui.commands.relocation import moved_label, refuse_target, relocate
from pmtui.commands.rows import noted
from pmtui.commands.work import drop_inside
from pmtui.domain.choices import (
    DecisionKind,
    Disposition,
    ProjectStatus,
    RequestState,
    Scope,
    StatementKind,
    WorkKind,
    WorkState,
)
from pmtui.domain.entities import (
    Charter,
    Decision,
    Program,
    Project,
    ScopeRequest,
    ScopeStatement,
    WorkItem,
    described,
)
from pmtui.domain.errors import Refused
from pmtui.domain.fields import TITLE_MOST
from pmtui.store.transaction import Transaction


def put_in_question(tx: Transaction, *, item_ids: Iterable[int], why: str, raised_by: str = "") -> str:
    """Put work items in question with what is open inside them: a scope request for each marked one.

    Of an item and one inside it, both marked, only the outer gets a request, since it stands for both.
    """
    _require(why, "why", "Say why this work is in question.")
    items = outline.outermost(tx, item_ids)
    if not items:
        raise Refused("Nothing is marked: mark a work item.")
    for item in items:
        _refuse_question(tx, item)
        rules.add(
            tx,
            ScopeRequest,
            {
                "project_id": item.project_id,
                "work_item_id": item.id,
                "title": item.title,
                "why": why,
                "raised_by": raised_by,
                "raised_on": tx.today,
            },
        )
        for one in outline.subtree(tx, item):
            if one.state not in outline.CLOSED:
                tx.edit(one, scope=Scope.IN_QUESTION)
    names = called(tx, items[0]) if len(items) == 1 else listed([item_name(tx, one) for one in items])
    return f"Put {names} in question"


def _refuse_question(tx: Transaction, item: WorkItem) -> None:
    name = item_name(tx, item)
    if item.state in outline.CLOSED:
        raise Refused(f"{name} is {item.state}, so nothing is left to decide on it.")
    for one in (item, *outline.ancestors(tx, item)):
        if open_request(tx, one.id) is not None:
            within = "" if one.id == item.id else f" with {item_name(tx, one)}"
            raise Refused(f"{name} is in question already{within}: decide on it in scope review.")


def raise_idea(
    tx: Transaction, *, project_id: int, title: str, why: str, effort: int | None = None, raised_by: str = ""
) -> str:
    """Raise a scope request for work that is no work item yet; effort in minutes is a first guess."""
    values = {"project_id": project_id, "title": title, "why": why, "effort": effort, "raised_by": raised_by}
    request, _ = rules.add(tx, ScopeRequest, {**values, "raised_on": tx.today})
    return f"Raised the idea {brief(request.title)}"


def withdraw(tx: Transaction, *, request_id: int) -> str:
    """Take back a request that is not decided; its work item is in scope as before."""
    request = _undecided(tx, request_id)
    item = tx.get(WorkItem, request.work_item_id) if request.work_item_id is not None else None
    tx.delete(request)
    if item is None:
        return f"Withdrew the idea {brief(request.title)}"
    release(tx, item)
    return f"Withdrew the request on {called(tx, item)}, which is in scope again"


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
    request = _undecided(tx, request_id)
    if (statement_id is None) is not bool(new_statement.strip()):
        raise Refused(
            "Say which in-scope statement the work serves, or type the one to add to the charter: one of both.",
            {"statement_id": "one of both", "new_statement": "one of both"},
        )
    item = _item(tx, request)
    if statement_id is None:
        values = {"project_id": request.project_id, "kind": StatementKind.IN, "text": new_statement}
        statement, _ = rules.add(tx, ScopeStatement, values)
        chosen = f"Keep, amending the charter: {statement.text}"
    else:
        statement = tx.get(ScopeStatement, statement_id)
        chosen = f"Keep, under the charter's statement: {statement.text}"
    if item is None:
        item = _made(tx, request, request.project_id)
    release(tx, item)
    item, _ = rules.change(tx, tx.get(WorkItem, item.id), {"statement_id": statement.id})
    _decide(tx, request, Disposition.KEEP, chosen, reason, options, decided_by)
    return f"Kept {called(tx, item)} in scope under “{brief(statement.text)}”"


def move(
    tx: Transaction, *, request_id: int, project_id: int, reason: str, options: str = "", decided_by: str = ""
) -> str:
    """Move the work with all inside it, its assignments and links to another project of the program.

    No share is brought along. An idea becomes a work item there.
    """
    request = _undecided(tx, request_id)
    target = tx.get(Project, project_id)
    refuse_target(tx, request.project_id, target)
    _item(tx, request)
    chosen = f"Move to {called(tx, target)}"
    _decide(tx, request, Disposition.MOVE, chosen, reason, options, decided_by)
    return _moved(tx, request, target)


def new_project(
    tx: Transaction,
    *,
    request_id: int,
    code: str,
    name: str,
    reason: str,
    options: str = "",
    decided_by: str = "",
) -> str:
    """Make a project of the work: proposed, last in priority, from today, its charter begun from the request."""
    request = _undecided(tx, request_id)
    _item(tx, request)
    program_id = tx.get(Project, request.project_id).program_id
    most = described(Project)["priority"].most or 1
    last = max(one.priority for one in tx.find(Project, program_id=program_id))
    values = {
        "program_id": program_id,
        "code": code,
        "name": name,
        "priority": min(last + 1, most),
        "start": tx.today,
        "status": ProjectStatus.PROPOSED,
    }
    project, _ = rules.add(tx, Project, values)
    charter = tx.find(Charter, project_id=project.id)[0]
    tx.edit(charter, purpose=f"{request.title}\n\n{request.why}")
    chosen = f"New project {called(tx, project)}"
    _decide(tx, request, Disposition.NEW_PROJECT, chosen, reason, options, decided_by)
    return f"New project {called(tx, project)}: {_moved(tx, request, project)}"


def drop(tx: Transaction, *, request_id: int, reason: str, options: str = "", decided_by: str = "") -> str:
    """Decide that the work does not serve the program: it and what is open inside it is dropped, out of scope.

    Its links stay, and count as satisfied. Requests about work inside it end with the same decision.
    """
    request = _undecided(tx, request_id)
    item = _item(tx, request)
    chosen = "Does not serve the program"
    decision = _decide(tx, request, Disposition.DROP, chosen, reason, options, decided_by)
    if item is None:
        return f"Dropped the idea {brief(request.title)}: it does not serve the program"
    subtree = outline.subtree(tx, item)
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
    return noted(
        f"Dropped {called(tx, item)}: it does not serve the program", f"with {inside} inside" * bool(inside)
    )


def postpone(
    tx: Transaction, *, request_id: int, until: date, reason: str, options: str = "", decided_by: str = ""
) -> str:
    """Leave the decision until a day after today; the work is not started before it. It can be decided earlier."""
    request = _undecided(tx, request_id)
    item = _item(tx, request)
    if until <= tx.today:
        raise Refused(f"Postpone until a day after today, {tx.today}.", {"until": "not after today"})
    _decide(tx, request, Disposition.POSTPONE, f"Postpone until {until}", reason, options, decided_by, until=until)
    what = f"the idea {brief(request.title)}" if item is None else called(tx, item)
    return f"Postponed the decision on {what} until {until}"


def _undecided(tx: Transaction, request_id: int) -> ScopeRequest:
    request = tx.get(ScopeRequest, request_id)
    if request.state is RequestState.DECIDED:
        raise Refused(f"The scope request “{brief(request.title)}” is decided already: raise a new one.")
    return request


def _item(tx: Transaction, request: ScopeRequest) -> WorkItem | None:
    """The work item that a request is about, None for an idea; Refused where it is no longer in question."""
    if request.work_item_id is None:
        return None
    item = tx.get(WorkItem, request.work_item_id)
    if item.scope is not Scope.IN_QUESTION:
        raise Refused(f"{item_name(tx, item)} is {item.scope} by now: withdraw the request.")
    return item


def _made(tx: Transaction, request: ScopeRequest, project_id: int) -> WorkItem:
    """The work item that an idea becomes."""
    values = {
        "project_id": project_id,
        "title": request.title,
        "kind": WorkKind.TASK,
        "effort": request.effort,
        "notes": request.why,
    }
    item, _ = rules.add(tx, WorkItem, values)
    tx.edit(tx.get(ScopeRequest, request.id), work_item_id=item.id)
    return item


def _moved(tx: Transaction, request: ScopeRequest, target: Project) -> str:
    if request.work_item_id is None:
        item = _made(tx, request, target.id)
        return f"Added {called(tx, item)}"
    item = tx.get(WorkItem, request.work_item_id)
    before = called(tx, item)
    return f"Moved {moved_label(tx, before, relocate(tx, item, target))}"


def _decide(
    tx: Transaction,
    request: ScopeRequest,
    disposition: Disposition,
    chosen: str,
    reason: str,
    options: str,
    decided_by: str,
    *,
    until: date | None = None,
) -> Decision:
    """Record the decision and end the request with it, or postpone it."""
    _require(reason, "reason", "Give the reason for this decision.")
    project = tx.get(Project, request.project_id)
    item = tx.get(WorkItem, request.work_item_id) if request.work_item_id is not None else None
    title = f"Scope of {item_name(tx, item)} {item.title}" if item else f"Scope of {project.code}: {request.title}"
    values: dict[str, Any] = {
        "program_id": project.program_id,
        "project_id": project.id,
        "title": title[:TITLE_MOST],
        "kind": DecisionKind.SCOPE,
        "disposition": disposition,
        "chosen": chosen[:TITLE_MOST],
        "rationale": reason,
        "decided_on": tx.today,
        "decided_by": decided_by or tx.get(Program, project.program_id).manager,
        "effective_from": until or tx.today,
        "options": options,
    }
    decision, _ = rules.add(tx, Decision, values)
    state = RequestState.DECIDED if until is None else RequestState.POSTPONED
    tx.edit(tx.get(ScopeRequest, request.id), state=state, decision_id=decision.id, postponed_until=until)
    return decision


def _require(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise Refused(sentence, {field: sentence})
