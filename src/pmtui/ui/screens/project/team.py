"""The team: shares promised to the project, who works on it and how much, and the people it asks for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from pmtui.commands import staffing
from pmtui.domain.choices import AllocationStatus, StaffingState
from pmtui.domain.entities import Allocation, Assignment, Entity, Resource, StaffingRequest, described
from pmtui.domain.entry import EntryContext, show_hours
from pmtui.domain.load import WEEK, Loads
from pmtui.domain.place import Place, ScreenName
from pmtui.domain.questions import open_items
from pmtui.ui.ask import AskAndDo
from pmtui.ui.dialogs import Choose
from pmtui.ui.screen import PmScreen
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.field import FieldSpec, Option
from pmtui.ui.widgets.register import Register
from pmtui.ui.widgets.table import LineTable

WEEKS = 4  # ahead, over which load is summed
WAITING = (StaffingState.OPEN, StaffingState.ESCALATED)


@dataclass(frozen=True, slots=True)
class Member:
    """Who works on the project: share today in percent, open items, minutes of the next weeks here, in all, had."""

    resource: Resource
    share: int
    items: int
    here: int
    everywhere: int
    has: int


def members(view: View, project_id: int) -> tuple[Member, ...]:
    """Everyone with a share in the project now or later, or assigned to its open work, the busiest first."""
    workspace, today = view.workspace, view.today
    last = today + timedelta(WEEKS * WEEK - 1)
    loads = Loads(workspace, view.forecast, today, WEEKS + 1)
    shares: dict[int, int] = {}
    for one in workspace.where(Allocation, "project_id", project_id):
        if one.finish is None or one.finish >= today:
            counts = one.status is AllocationStatus.COMMITTED and one.start is not None and one.start <= today
            shares[one.resource_id] = shares.get(one.resource_id, 0) + (one.percent if counts else 0)
    items: dict[int, int] = {}
    ids = {one.id for one in open_items(workspace, project_id)}
    for one_item in ids:
        for assignment in workspace.where(Assignment, "work_item_id", one_item):
            items[assignment.resource_id] = items.get(assignment.resource_id, 0) + 1
    here: dict[int, int] = {}
    for work in view.forecast.work:
        if work.item_id in ids:
            found = sum(much for day, much in work.minutes.items() if today.toordinal() <= day <= last.toordinal())
            here[work.resource_id] = here.get(work.resource_id, 0) + found
    rows = []
    for id in shares.keys() | items.keys():
        load = loads.between(id, today, last)
        resource = workspace.all(Resource)[id]
        rows.append(
            Member(resource, shares.get(id, 0), items.get(id, 0), here.get(id, 0), load.scheduled, load.has)
        )
    return tuple(sorted(rows, key=lambda one: (-one.here, one.resource.name)))


def _columns(view: View) -> list[Column[Member]]:
    return [
        Column("Who works here", lambda row, _: row.resource.name, 22, most=40),
        Column("Share", lambda row, _: f"{row.share}%" if row.share else "none", 5, align="right"),
        Column("Items", lambda row, _: str(row.items or ""), 5, align="right"),
        Column(f"Here {WEEKS}w", lambda row, _: view.approximate + show_hours(row.here), 8, align="right"),
        Column("In all", lambda row, _: view.approximate + show_hours(row.everywhere), 8, align="right"),
        Column("Has", lambda row, _: show_hours(row.has), 7, align="right"),
        Column("Role", lambda row, _: row.resource.role or row.resource.kind.value, 16, most=40, priority=1),
    ]


class Staffing(Register):
    """The project's staffing requests; ``t`` escalates, withdraws or declines one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "answer", "answer", tooltip="escalate, withdraw or decline the request")
    ]

    def __init__(self, project_id: int) -> None:
        def rows(view: View) -> Iterable[Entity]:
            found = view.workspace.where(StaffingRequest, "project_id", project_id)
            return sorted(found, key=lambda one: (one.state not in WAITING, one.id))

        super().__init__(
            StaffingRequest,
            rows,
            lambda view: {"project_id": project_id, "start": view.today},
            fields=(
                "role",
                "state",
                "percent",
                "start",
                "finish",
                "needed_by",
                "skill_id",
                "level",
                "why",
                "answer",
            ),
            heading="Staffing requests",
            wish=24,
            empty="no request: n asks the program for someone",
        )

    def why_not(self, action: str) -> str | None:
        """Only a request that waits can be answered."""
        row = self.selected
        if action == "answer" and isinstance(row, StaffingRequest) and row.state not in WAITING:
            return f"This request is {row.state} already: raise a new one."
        return super().why_not("edit_row" if action == "answer" else action)

    def action_answer(self) -> None:
        """Choose what becomes of the request."""
        row = self.selected
        if row is None:
            return
        options = [
            Option("escalate", "Escalate", "to the program manager"),
            Option("withdraw", "Withdraw", "no longer needed"),
            Option("decline", "Decline", "with the reason"),
        ]
        self.app.push_screen(Choose("This staffing request", options), partial(self._answer, row.id))

    def _answer(self, request_id: int, verb: object) -> None:
        if not isinstance(verb, str):
            return
        command: Callable[..., str] = getattr(staffing, verb)
        specs = [FieldSpec("answer", described(StaffingRequest)["answer"], "Answer")]

        def chosen(values: dict[str, Any]) -> Any:
            return partial(command, request_id=request_id, **values)

        dialog = AskAndDo(
            f"{verb.capitalize()} the request", specs, EntryContext(self.view.today), chosen, verb=verb
        )
        self.app.push_screen(dialog)


class Members(LineTable[Member]):
    """Who works on the project; enter opens them among the people."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open_resource", "open")]

    def __init__(self) -> None:
        super().__init__(
            (),
            lambda row: (Resource.__name__, row.resource.id),
            empty="nobody works here yet: a on a work item assigns someone",
            id="members",
        )

    def show_members(self, view: View, project_id: int) -> None:
        """Show them as of this view."""
        self.set_columns(_columns(view))
        self.show(members(view, project_id))

    def why_not(self, action: str) -> str | None:
        """There must be somebody to open."""
        nobody = action == "open_resource" and self.selected is None
        return "Nobody works here yet: a on a work item assigns someone." if nobody else super().why_not(action)

    def action_open_resource(self) -> None:
        """Open the person on the screen of people."""
        if self.selected is not None:
            place = Place(ScreenName.RESOURCES, entity=Resource.__name__, id=self.selected.resource.id)
            cast(PmScreen, self.screen).pm.show_place(place)


class TeamTab(Vertical):
    """Shares, members, requests."""

    DEFAULT_CSS: ClassVar[str] = "TeamTab { height: 1fr; } TeamTab > LineTable { height: 1fr; }"

    def __init__(self, project_id: int) -> None:
        super().__init__()
        self._project_id = project_id
        self.shares = Register(
            Allocation,
            lambda view: sorted(
                view.workspace.where(Allocation, "project_id", project_id),
                key=lambda one: (one.finish is not None and one.finish < view.today, one.start, one.id),
            ),
            lambda view: {"project_id": project_id, "start": view.today},
            fields=("resource_id", "percent", "start", "finish", "status"),
            heading="Shares",
            wish=24,
            empty="no share is promised to this project: n adds one",
        )
        self.members = Members()
        self.staffing = Staffing(project_id)

    def compose(self) -> ComposeResult:
        """Three tables."""
        yield self.shares
        yield self.members
        yield self.staffing

    def show_view(self, view: View) -> None:
        """Show the team of this view."""
        self.shares.show_view(view)
        self.members.show_members(view, self._project_id)
        self.staffing.show_view(view)
