"""The team: shares promised to the project, who works on it and how much, and the people it asks for."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from pmtui.domain.choices import AllocationStatus
from pmtui.domain.entities import Allocation, Resource
from pmtui.domain.entry import show_hours
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.load import WEEK, Loads
from pmtui.domain.place import Place, ScreenName
from pmtui.domain.questions import open_items
from pmtui.domain.working import working
from pmtui.domain.workspace import Workspace
from pmtui.ui.balancing.requests import StaffingRequests
from pmtui.ui.balancing.share_register import ShareRegister
from pmtui.ui.balancing.shifting import shift_share
from pmtui.ui.editing import delete_rows, edit_row, new_row
from pmtui.ui.screen import PmScreen
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.table import LineTable

WEEKS = 4  # ahead, over which load is summed


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
        for assignment in working(workspace, one_item):
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


class Members(LineTable[Member]):
    """Who works on the project; ``n`` ``e`` ``x`` are about the share of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_resource", "open"),
        Binding("s", "shift_share", "shift", tooltip="shift a share of theirs and see what that does"),
        Binding("n", "new_row", "share", tooltip="promise a share of somebody to this project"),
        Binding("e", "edit_row", "edit share"),
        Binding("x", "delete_rows", "delete share"),
    ]

    def __init__(self, project_id: int) -> None:
        super().__init__(
            (),
            lambda row: (Resource.__name__, row.resource.id),
            empty="nobody works here yet: a on a work item assigns someone",
            id="members",
        )
        self._project_id = project_id
        self._view = View(Workspace(), Forecast(date.min), 0, date.min)

    def show_members(self, view: View) -> None:
        """Show them as of this view."""
        self._view = view
        self.set_columns(_columns(view))
        self.show(members(view, self._project_id))

    @property
    def _share(self) -> Allocation | None:
        """The share that the one under the cursor has here now, or next."""
        if self.selected is None:
            return None
        found = [
            one
            for one in self._view.workspace.where(Allocation, "resource_id", self.selected.resource.id)
            if one.project_id == self._project_id and (one.finish is None or one.finish >= self._view.today)
        ]
        return min(found, key=lambda one: (one.start or self._view.today, one.id), default=None)

    def why_not(self, action: str) -> str | None:
        """There must be somebody, with a share where that is changed."""
        if action in ("open_resource", "shift_share") and self.selected is None:
            return "Nobody works here yet: a on a work item assigns someone."
        if action in ("edit_row", "delete_rows") and self._share is None:
            who = (
                "Nobody works here yet" if self.selected is None else f"{self.selected.resource.name} has no share"
            )
            return f"{who}: n promises one, and a on a work item assigns someone."
        return super().why_not(action)

    @property
    def _pm_screen(self) -> PmScreen:
        return cast(PmScreen, self.screen)

    def action_open_resource(self) -> None:
        """Open the person on the screen of people."""
        if self.selected is not None:
            place = Place(ScreenName.RESOURCES, entity=Resource.__name__, id=self.selected.resource.id)
            self._pm_screen.pm.show_place(place)

    def action_shift_share(self) -> None:
        """Shift what the person has here, or bring a share here."""
        if self.selected is not None:
            from_id = None if self._share is None else self._project_id
            to_id = self._project_id if self._share is None else None
            today = self._view.today
            shift_share(self._pm_screen, self.selected.resource.id, today, from_id=from_id, to_id=to_id)

    def action_new_row(self) -> None:
        """Promise a share of the person under the cursor, or of somebody."""
        values: dict[str, object] = {"project_id": self._project_id, "start": self._view.today}
        if self.selected is not None:
            values["resource_id"] = self.selected.resource.id
        new_row(self._pm_screen, Allocation, values, asked=("resource_id",))

    def action_edit_row(self) -> None:
        """Edit the person's share."""
        if self._share is not None:
            edit_row(self._pm_screen, self._share)

    def action_delete_rows(self) -> None:
        """Delete the person's share, after saying what goes with it."""
        if self._share is not None:
            delete_rows(self._pm_screen, [self._share])


class TeamTab(Vertical):
    """Shares, members, requests."""

    DEFAULT_CSS: ClassVar[str] = "TeamTab { height: 1fr; } TeamTab > LineTable { height: 1fr; }"

    def __init__(self, project_id: int) -> None:
        super().__init__()
        self.shares = ShareRegister(
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
        self.members = Members(project_id)
        self.staffing = StaffingRequests(project_id)

    def compose(self) -> ComposeResult:
        """Three tables."""
        yield self.shares
        yield self.members
        yield self.staffing

    def show_view(self, view: View) -> None:
        """Show the team of this view."""
        self.shares.show_view(view)
        self.members.show_members(view)
        self.staffing.show_view(view)
