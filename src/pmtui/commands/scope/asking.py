"""Putting work, or a part of it, in question; raising an idea; taking a request back."""

from collections.abc import Iterable

from pmtui.commands import outline, rules
from pmtui.commands.naming import brief, called, item_name, listed
from pmtui.commands.questions import open_request, release
from pmtui.commands.rows import noted
from pmtui.commands.scope.record import required, undecided
from pmtui.commands.scope.splitting import split_children, split_effort
from pmtui.domain.choices import ENDED_WORK, Scope
from pmtui.domain.entities import ScopeRequest, WorkItem
from pmtui.domain.errors import Refused
from pmtui.store.transaction import Transaction


def put_in_question(
    tx: Transaction,
    *,
    item_ids: Iterable[int],
    why: str,
    raised_by: str = "",
    effort: int | None = None,
    children: Iterable[int] = (),
    part_title: str = "",
) -> str:
    """Put work items in question with what is open inside them: a scope request for each marked one.

    Of an item and one inside it, both marked, only the outer gets a request, since it stands for both. Of a single
    item only a part may be in question: so many minutes of its ``effort``, or some of its ``children``; that part
    becomes a work item beside it, with a title of its own where one is given, and the rest stays in scope.
    """
    required(why, "why", "Say why this work is in question.")
    items = outline.outermost(tx, item_ids)
    if not items:
        raise Refused("Nothing is marked: mark a work item.")
    for item in items:
        _refuse_question(tx, item)
    told = ""
    parts = tuple(dict.fromkeys(children))
    if effort is not None or parts:
        whole = _one(items, effort, parts)
        part = (
            split_effort(tx, whole, effort, part_title)
            if effort is not None
            else split_children(tx, whole, parts, part_title)
        )
        told = f"split off {called(tx, whole)}"
        items = [part]
    elif part_title:
        no = "Say which part the title is of; empty both to put the whole in question."
        raise Refused(no, {"part_title": "of which part?"})
    for item in items:
        _ask(tx, item, why, raised_by)
    names = called(tx, items[0]) if len(items) == 1 else listed([item_name(tx, one) for one in items])
    return noted(f"Put {names} in question", told)


def _one(items: list[WorkItem], effort: int | None, parts: tuple[int, ...]) -> WorkItem:
    if effort is not None and parts:
        raise Refused(
            "A part is either some of the effort or some of what is inside: give one of both.",
            {"effort": "one of both", "children": "one of both"},
        )
    if len(items) > 1:
        raise Refused("A part can be named of one work item at a time: mark only that one.")
    return items[0]


def _ask(tx: Transaction, item: WorkItem, why: str, raised_by: str) -> None:
    values = {"project_id": item.project_id, "work_item_id": item.id, "title": item.title, "why": why}
    rules.add(tx, ScopeRequest, {**values, "raised_by": raised_by, "raised_on": tx.today})
    for one in outline.subtree(tx, item):
        if one.state not in ENDED_WORK:
            tx.edit(one, scope=Scope.IN_QUESTION)


def _refuse_question(tx: Transaction, item: WorkItem) -> None:
    name = item_name(tx, item)
    if item.state in ENDED_WORK:
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
    request = undecided(tx, request_id)
    item = tx.get(WorkItem, request.work_item_id) if request.work_item_id is not None else None
    tx.delete(request)
    if item is None:
        return f"Withdrew the idea {brief(request.title)}"
    release(tx, item)
    return f"Withdrew the request on {called(tx, item)}, which is in scope again"
