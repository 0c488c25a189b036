"""Scope requests as rows: those that wait, those that are put off, and those that were decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.text import Text

from pmtui.commands.naming import brief
from pmtui.domain.choices import RequestState
from pmtui.domain.days import newest_first, show_day
from pmtui.domain.entities import Decision, Project, ScopeRequest, WorkItem
from pmtui.domain.entry import show_minutes
from pmtui.domain.impact.record import predictions
from pmtui.domain.questions import waits
from pmtui.ui.theme import DIM, WARN
from pmtui.ui.view import View
from pmtui.ui.widgets.cells import Content
from pmtui.ui.widgets.columns import Column, whole
from pmtui.ui.widgets.table import Key

IDEA = "idea"
KNOWN_BY = 20  # characters of an idea's title that it is known by


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A scope request with what its line shows."""

    request: ScopeRequest
    project: Project  # where it comes from
    item: WorkItem | None  # None for an idea
    name: str  # of the item, such as SHT-12
    effort: int | None  # minutes of work left in it
    age: int  # calendar days since it was raised
    waiting: bool  # for a decision, today
    decision: Decision | None

    @property
    def known_by(self) -> str:
        """What it is named by among others: its item's name, or the short title of an idea."""
        return self.name if self.item is not None else f"“{brief(self.request.title, KNOWN_BY)}”"


def key_of_request(row: RequestRow) -> Key:
    """The identity of a row."""
    return ScopeRequest.__name__, row.request.id


def request_rows(view: View) -> tuple[RequestRow, ...]:
    """The requests of the open program that are not decided: the oldest first, those put off last."""
    found = [one for one in _rows(view) if one.request.state is not RequestState.DECIDED]
    return tuple(sorted(found, key=_in_queue))


def decided_rows(view: View) -> tuple[RequestRow, ...]:
    """The requests of the open program that are decided, the last decision first."""
    found = [one for one in _rows(view) if one.request.state is RequestState.DECIDED]
    return tuple(sorted(found, key=_decided_last))


def _rows(view: View) -> list[RequestRow]:
    projects = {one.id: one for one in view.workspace.projects(view.program_id)}
    requests = view.workspace.all(ScopeRequest).values()
    return [_row(view, projects[one.project_id], one) for one in requests if one.project_id in projects]


def _row(view: View, project: Project, request: ScopeRequest) -> RequestRow:
    item = view.workspace.get(WorkItem, request.work_item_id)
    forecast = view.forecast.items.get(item.id) if item is not None else None
    return RequestRow(
        request,
        project,
        item,
        view.workspace.name_of(item) if item is not None else IDEA,
        forecast.remaining if forecast is not None else request.effort,
        (view.today - request.raised_on).days if request.raised_on is not None else 0,
        waits(request, view.today),
        view.workspace.get(Decision, request.decision_id),
    )


def _in_queue(row: RequestRow) -> tuple[bool, date, int, int]:
    until = row.request.postponed_until or date.min
    return not row.waiting, date.min if row.waiting else until, -row.age, row.request.id


def _decided_last(row: RequestRow) -> tuple[int, int, int]:
    made = row.decision or Decision()
    return *newest_first(made.decided_on, made.id), -row.request.id


def state_words(row: RequestRow, today: date) -> str:
    """Where a request stands, in two words."""
    until = row.request.postponed_until
    if row.request.state is RequestState.POSTPONED and until is not None:
        return f"{'back' if row.waiting else 'until'} {show_day(until, today)}"
    return row.request.state.value


def queue_columns(view: View, rows: Sequence[RequestRow]) -> list[Column[RequestRow]]:
    """The essentials in 80 cells; who raised it and when as there is room. What is put off is dim."""
    today = view.today

    def dim(row: RequestRow, content: str) -> Content:
        return content if row.waiting else Text(content, DIM)

    def state(row: RequestRow, cells: int) -> Text:  # noqa: ARG001
        back = row.waiting and row.request.state is RequestState.POSTPONED
        return Text(state_words(row, today), WARN if back else "" if row.waiting else DIM)

    codes = max((len(row.project.code) for row in rows), default=0)
    names = max((len(row.name) for row in rows), default=0)
    return [
        Column("Project", lambda row, _: dim(row, row.project.code), max(codes, 7)),
        Column("Item", lambda row, _: dim(row, row.name), max(names, 6)),
        Column("Work", lambda row, _: dim(row, row.request.title), 20, most=90, wish=44),
        whole(Column("Effort", lambda row, _: dim(row, show_minutes(row.effort)), 6, align="right"), rows),
        whole(Column("Age", lambda row, _: dim(row, f"{row.age}d"), 4, align="right"), rows),
        Column("State", state, 15),
        Column("Raised", lambda row, _: dim(row, show_day(row.request.raised_on, today)), 9, priority=1),
        Column("Raised by", lambda row, _: dim(row, row.request.raised_by or "–"), 18, priority=2),
        Column("Project name", lambda row, _: dim(row, row.project.name), 20, priority=3),
    ]


def decided_columns(view: View, rows: Sequence[RequestRow]) -> list[Column[RequestRow]]:
    """What was decided on what; who and why as there is room."""
    names = max((len(row.name) for row in rows), default=0)

    def chosen(row: RequestRow, cells: int) -> str:  # noqa: ARG001
        return row.decision.chosen if row.decision is not None else "–"

    def day(row: RequestRow, cells: int) -> str:  # noqa: ARG001
        return show_day(row.decision.decided_on, view.today) if row.decision is not None else "–"

    def by(row: RequestRow, cells: int) -> str:  # noqa: ARG001
        return row.decision.decided_by if row.decision is not None else "–"

    def predicted(row: RequestRow, cells: int) -> str:  # noqa: ARG001
        options = row.decision.options if row.decision is not None else ""
        return "; ".join(predictions(view.workspace, view.forecast, options)) or "–"

    return [
        Column("Decided", day, 9),
        Column("Item", lambda row, _: row.name, max(names, 6)),
        Column("Work", lambda row, _: row.request.title, 22, most=60, wish=34),
        Column("Decision", chosen, 28, most=90, wish=44),
        Column("Predicted, and now", predicted, 30, most=60, priority=1),
        Column("Decided by", by, 18, priority=2),
        Column("From", lambda row, _: row.project.code, 5, priority=2),
        Column("Raised", lambda row, _: show_day(row.request.raised_on, view.today), 9, priority=2),
        Column("Raised by", lambda row, _: row.request.raised_by or "–", 18, priority=3),
    ]
