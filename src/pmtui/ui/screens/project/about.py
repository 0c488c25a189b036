"""What is to say about one work item: in two lines under the outline, and in full on enter."""

from collections.abc import Iterator

from rich.text import Text

from pmtui.commands.naming import item_name, shown
from pmtui.domain.choices import RequestState
from pmtui.domain.days import show_day, show_slip
from pmtui.domain.entities import (
    FormerNumber,
    MoneyEntry,
    ScopeRequest,
    ScopeStatement,
    WorkItem,
    described,
)
from pmtui.domain.entry import show_minutes
from pmtui.domain.fields import Kind
from pmtui.domain.text import safe
from pmtui.domain.why import why_item
from pmtui.ui.screens.project.rows import WorkRow, predecessors, successors
from pmtui.ui.theme import BAD, DIM, STRONG, WARN
from pmtui.ui.view import View
from pmtui.ui.widgets.cells import Content, literal
from pmtui.ui.work_words import assignment_words, assignments, link_words

IN_LIST = ("number", "title", "notes", "parent_id", "scope", "statement_id", "position", "project_id", "added_on")


def first_parts(row: WorkRow, view: View, marked: int) -> list[Content]:
    """Its full title and who does it."""
    workspace = view.workspace
    name = literal(f"{item_name(workspace, row.item)} {row.item.title}")
    name.stylize(STRONG)
    parts: list[Content] = [Text(f"{marked} marked", WARN)] if marked > 1 else []
    return [*parts, name, *(assignment_words(workspace, one) for one in assignments(workspace, row.item.id))]


def second_parts(row: WorkRow, view: View) -> list[Content]:
    """Its deadline and its links, and whether it is in question or blocked."""
    workspace = view.workspace
    before = [link_words(workspace, one, one.predecessor_id) for one in predecessors(workspace, row.item.id)]
    after = [link_words(workspace, one, one.successor_id) for one in successors(workspace, row.item.id)]
    parts: list[Content] = [Text("in question", WARN)] if row.asked else []
    if row.item.deadline is not None and not row.ended:
        slip = "" if row.late_by is None else f" {show_slip(row.late_by)}"
        parts.append(
            Text(f"by {show_day(row.item.deadline, view.today)}{slip}", BAD if (row.late_by or 0) > 0 else "")
        )
    if row.item.blocked_until is not None:
        parts.append(Text(f"blocked until {show_day(row.item.blocked_until, view.today)}", BAD))
    parts += [f"after {', '.join(before)}"] if before else []
    parts += [f"before {', '.join(after)}"] if after else []
    return parts


def held(row: WorkRow, view: View) -> Text:
    """What holds it where it is, in a sentence."""
    own = [one for one in why_item(view.workspace, view.forecast, row.item.id) if one.item_id == row.item.id]
    name = f"{item_name(view.workspace, row.item)} {row.item.title} "
    sentence = own[-1].sentence.replace(name, "it ", 1) if own else ""
    return Text(safe(sentence), DIM, end="", no_wrap=True)


def details(row: WorkRow, view: View) -> list[str]:
    """Everything about a work item as lines to read; nothing that is empty."""
    return [*_fields(row, view), *_around(row, view), *_why(row, view), *_notes(row)]


def _fields(row: WorkRow, view: View) -> Iterator[str]:
    workspace, item = view.workspace, row.item
    yield f"{item.kind}, {item.state}, {item.scope}"
    if item.parent_id is not None and (parent := workspace.get(WorkItem, item.parent_id)) is not None:
        yield f"In: {item_name(workspace, parent)} {parent.title}"
    statement = workspace.get(ScopeStatement, item.statement_id)
    if statement is not None:
        yield f"Serves: {statement.text}"
    for name, description in described(WorkItem).items():
        value = getattr(item, name)
        if name in IN_LIST or value in (None, "", 0) or description.kind is Kind.CHOICE:
            continue
        yield f"{description.label}: {shown(workspace, item, name, value, view.today)}"
    found = row.forecast
    about = view.approximate
    if found.start is not None and not row.ended:
        finish = "none" if found.finish is None else found.finish.isoformat() + ("?" if found.assumed else "")
        room = "critical" if found.critical else f"float {show_slip(found.float_days).removeprefix('+')}"
        left = f", {show_minutes(found.remaining)} left" if found.remaining else ""
        yield f"Forecast: {about}{found.start.isoformat()} to {about}{finish}, {room}{left}"
    if row.baseline is not None:
        yield f"Baseline: {row.baseline.start or 'none'} to {row.baseline.finish or 'none'}"


def _around(row: WorkRow, view: View) -> Iterator[str]:
    workspace, item_id = view.workspace, row.item.id
    for one in assignments(workspace, item_id):
        yield f"Assigned: {assignment_words(workspace, one)}"
    for word, links in (("After", predecessors(workspace, item_id)), ("Before", successors(workspace, item_id))):
        for link in links:
            other_id = link.predecessor_id if word == "After" else link.successor_id
            title = workspace.all(WorkItem)[other_id].title
            yield f"{word}: {link_words(workspace, link, other_id)} {title}"
    for entry in workspace.where(MoneyEntry, "work_item_id", item_id):
        amount = shown(workspace, entry, "amount", entry.amount, view.today)
        yield f"Money: {entry.day} {entry.kind} {entry.status} {amount} {view.currency} {entry.note}".rstrip()
    for request in workspace.where(ScopeRequest, "work_item_id", item_id):
        state = "" if request.state is RequestState.SUBMITTED else f" ({request.state})"
        yield f"Put in question on {request.raised_on}{state}: {request.why}"
    for former in workspace.where(FormerNumber, "work_item_id", item_id):
        yield f"Was: {shown(workspace, former, 'project_id', former.project_id, view.today)} number {former.number}"


def _why(row: WorkRow, view: View) -> Iterator[str]:
    steps = why_item(view.workspace, view.forecast, row.item.id)
    if steps:
        yield ""
        yield from (one.sentence for one in steps[:2])


def _notes(row: WorkRow) -> Iterator[str]:
    if row.item.notes:
        yield ""
        yield row.item.notes
