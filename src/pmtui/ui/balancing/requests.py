"""Staffing requests as a register, of one project or of the program: filled, escalated, withdrawn, declined."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from pmtui.commands import staffing
from pmtui.domain.entities import Entity, Project, StaffingRequest, described
from pmtui.domain.entry import EntryContext
from pmtui.domain.shares import missing
from pmtui.ui.ask import AskAndDo
from pmtui.ui.balancing.filling import WAITING, fill_request, why_not_filled
from pmtui.ui.dialogs import Choose
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.field import FieldSpec, Option
from pmtui.ui.widgets.register import Register

FIELDS = ("role", "state", "percent", "start", "finish", "needed_by", "skill_id", "level", "why")


class StaffingRequests(Register):
    """Those that wait first; ``f`` fills one, ``t`` escalates, withdraws or declines it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "fill", "fill", tooltip="candidates, and what pulling each would do"),
        Binding("t", "answer", "answer", tooltip="escalate, withdraw or decline the request"),
    ]

    def __init__(self, project_id: int | None = None, *, id: str | None = None) -> None:
        self._project_id = project_id
        project = Column[Entity]("For", self._project, 6, most=12)
        lacks = Column[Entity]("Lacks", self._lacks, 5, align="right", priority=2)
        super().__init__(
            StaffingRequest,
            self._found,
            lambda view: (
                {"start": view.today} if project_id is None else {"project_id": project_id, "start": view.today}
            ),
            fields=FIELDS if project_id is None else (*FIELDS, "answer"),
            more=(lacks,) if project_id is not None else (project, lacks),
            heading="Staffing requests",
            wish=24,
            empty="no request: n on a project's team asks the program for someone",
            id=id,
        )

    def _found(self, view: View) -> Iterable[Entity]:
        of = (
            {one.id for one in view.workspace.projects(view.program_id)}
            if self._project_id is None
            else {self._project_id}
        )
        found = (one for one in view.workspace.all(StaffingRequest).values() if one.project_id in of)
        return sorted(found, key=lambda one: (one.state not in WAITING, one.id))

    def _project(self, row: Entity, _cells: int) -> str:
        return self.view.workspace.all(Project)[row.project_id].code if isinstance(row, StaffingRequest) else ""

    def _lacks(self, row: Entity, _cells: int) -> str:
        """The most that is still asked for, of one that waits."""
        if not isinstance(row, StaffingRequest) or row.state not in WAITING:
            return ""
        spans = missing(row, self.view.workspace, self.view.today)
        return f"{max((one.percent for one in spans), default=0)}%"

    @property
    def _request(self) -> StaffingRequest | None:
        row = self.selected
        return row if isinstance(row, StaffingRequest) else None

    def why_not(self, action: str) -> str | None:
        """Only a request that waits can be answered, and a new one belongs to a project."""
        if action in ("answer", "fill"):
            return why_not_filled(self._request)
        if action == "new_row" and self._project_id is None:
            return "A project asks for someone: n on the team of that project."
        return super().why_not(action)

    def action_fill(self) -> None:
        """Open the candidates."""
        if self._request is not None:
            fill_request(self._screen, self._request)

    def action_answer(self) -> None:
        """Choose what becomes of the request."""
        if self._request is None:
            return
        options = [
            Option("escalate", "Escalate", "to the program manager"),
            Option("withdraw", "Withdraw", "no longer needed"),
            Option("decline", "Decline", "with the reason"),
        ]
        self.app.push_screen(Choose("This staffing request", options), partial(self._answer, self._request.id))

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
