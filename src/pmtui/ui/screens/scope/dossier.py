"""What speaks for and against a request: its facts, and the charters with their in and out statements."""

from collections.abc import Iterator, Mapping

from pmtui.commands.naming import counted, item_name, listed
from pmtui.domain.choices import RequestState, StatementKind
from pmtui.domain.days import show_day, show_slip, show_weekday
from pmtui.domain.entities import (
    Charter,
    Decision,
    Dependency,
    Project,
    ScopeStatement,
    WorkItem,
)
from pmtui.domain.entry import show_minutes
from pmtui.domain.fit import Match
from pmtui.domain.impact.record import predictions
from pmtui.domain.outline import subtree
from pmtui.domain.workspace import Workspace
from pmtui.ui.screens.scope.options import Asked, statements
from pmtui.ui.screens.scope.requests import RequestRow
from pmtui.ui.theme import DIM, GOOD, WARN
from pmtui.ui.view import View
from pmtui.ui.widgets.side_by_side import Block, Para
from pmtui.ui.work_words import assignment_words, assignments, link_words

MANY = 100  # names in a row where all are listed
NOTHING = Block(
    "Nothing is in question",
    (
        Para("In project detail s puts a work item in question, with the reason."),
        Para("Here n raises an idea: work that no project has yet."),
        Para("What was decided before is on the next tab: ] goes there."),
    ),
)


def request_block(view: View, row: RequestRow, asked: Asked) -> Block:
    """The request: why, and the facts of its work item; with what is ``asked`` where that is not it alone."""
    request = row.request
    name = row.name if row.item is not None else f"Idea of {row.project.code}:"
    raised = f"{row.age}d ago" + (f" by {request.raised_by}" if request.raised_by else "")
    notes = row.item.notes if row.item is not None else ""
    return Block(
        f"{name} {request.title}",
        (
            *_marked(row, asked),
            Para(request.why, least=3),
            *_put_off(row, view),
            *_item_paras(view, row),
            Para(raised, "Raised  "),
            *_long(("Notes   ", notes)),
        ),
    )


def _marked(row: RequestRow, asked: Asked) -> Iterator[Para]:
    others = [one.known_by for one in asked if one.request.id != row.request.id]
    if others and len(others) < len(asked):
        yield Para(f"decided on together with {listed(others)}", "Marked  ", WARN)
    elif others:
        yield Para(f"{listed(others)}; this one is not, so it is not decided on", "Marked  ", WARN)


def _put_off(row: RequestRow, view: View) -> Iterator[Para]:
    if row.request.state is not RequestState.POSTPONED or row.decision is None:
        return
    until = show_day(row.request.postponed_until, view.today)
    yield Para(f"until {until}: {row.decision.rationale}", "Put off ", WARN)


def _item_paras(view: View, row: RequestRow) -> Iterator[Para]:
    if row.item is None:
        yield Para(f"{show_minutes(row.effort)}, a first guess" if row.effort else "not guessed yet", "Effort  ")
        return
    workspace, item = view.workspace, row.item
    inside = len(subtree(workspace, item.id)) - 1
    within = f", {counted(inside, 'item')} inside" if inside else ""
    left = f"{show_minutes(row.effort)} left, " if row.effort else ""
    yield Para(f"{left}{item.kind}, {item.state}{within}", "Work    ")
    yield Para(_dates(view, item), "Dates   ")
    who = [assignment_words(workspace, one) for one in assignments(workspace, item.id)]
    yield Para(", ".join(who) or "nobody is assigned", "Who     ")
    links = _links(workspace, item)
    if links:
        yield Para(links, "Links   ")
    parent = workspace.get(WorkItem, item.parent_id)
    if parent is not None:
        yield Para(f"{item_name(workspace, parent)} {parent.title}", "Part of ")
    statement = workspace.get(ScopeStatement, item.statement_id)
    if statement is not None:
        yield Para(statement.text, "Serves  ")


def _dates(view: View, item: WorkItem) -> str:
    found, today, about = view.forecast.items.get(item.id), view.today, view.approximate
    if found is None or found.start is None:
        return "not forecast"
    if found.finish is None:
        return f"from {about}{show_day(found.start, today)}, no finish"
    room = "critical" if found.critical else f"float {show_slip(found.float_days).removeprefix('+')}"
    mark = "?" if found.assumed else ""
    dates = f"{about}{show_day(found.start, today)} to {about}{show_day(found.finish, today)}{mark}, {room}"
    return f"{dates}, deadline {show_day(item.deadline, today)}" if item.deadline is not None else dates


def _links(workspace: Workspace, item: WorkItem) -> str:
    before = [
        link_words(workspace, one, one.predecessor_id)
        for one in workspace.where(Dependency, "successor_id", item.id)
    ]
    after = [
        link_words(workspace, one, one.successor_id)
        for one in workspace.where(Dependency, "predecessor_id", item.id)
    ]
    parts = [f"after {listed(before, MANY)}"] * bool(before) + [f"before {listed(after, MANY)}"] * bool(after)
    return "; ".join(parts)


def charter_block(
    view: View, project: Project, note: str, first: StatementKind, matches: Mapping[int, Match]
) -> Block:
    """A project's charter: its statements, the kind to look at ``first`` leading, then its texts.

    Statements that share words with the work come first among their kind, with those words.
    """
    workspace = view.workspace

    def paras(kind: StatementKind, style: str) -> list[Para]:
        found = sorted(statements(workspace, project.id, kind), key=lambda one: one.id not in matches)
        return [Para(_matched(one, matches), f"{kind:<4}", style, least=1) for one in found]

    of = {StatementKind.IN: paras(StatementKind.IN, GOOD), StatementKind.OUT: paras(StatementKind.OUT, WARN)}
    led = of.pop(first) + next(iter(of.values()))
    nothing = [Para("Its charter has no statement: what no statement names is out.", style=DIM)]
    charter = next(iter(workspace.where(Charter, "project_id", project.id)), Charter())
    texts = _long(
        ("Purpose  ", charter.purpose),
        ("Succeeds ", charter.success_criteria),
        ("Assumes  ", charter.assumptions),
        ("Limits   ", charter.constraints),
    )
    return Block(f"{note} {project.code} {project.name}", (*(led or nothing), *texts))


def _matched(statement: ScopeStatement, matches: Mapping[int, Match]) -> str:
    match = matches.get(statement.id)
    return f"{statement.text} ← {', '.join(dict.fromkeys(match.words))}" if match is not None else statement.text


def _long(*texts: tuple[str, str]) -> Iterator[Para]:
    """Long texts behind their leads, those that are not empty."""
    return (Para(text, lead, spare=True) for lead, text in texts if text)


def record_block(view: View, row: RequestRow, decision: Decision) -> Block:
    """How a request was decided."""
    days = [f"decided {show_weekday(decision.decided_on)}"] if decision.decided_on is not None else []
    if decision.effective_from not in (None, decision.decided_on) and decision.effective_from is not None:
        days.append(f"effective from {show_weekday(decision.effective_from)}")
    by = f" by {decision.decided_by}" if decision.decided_by else ""
    now = []
    if row.item is not None:
        now.append(Para(f"{item_name(view.workspace, row.item)}, {row.item.state}, {row.item.scope}", "Now     "))
    return Block(
        decision.title,
        (
            Para(decision.chosen, "Chosen  "),
            Para(decision.rationale, "Reason  ", least=2),
            Para(", ".join(days) + by, "When    "),
            *now,
            *(Para(one, "Since   ") for one in predictions(view.workspace, view.forecast, decision.options)),
        ),
    )
