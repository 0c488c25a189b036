"""The dialog of a staffing request: candidates with what pulling each would do, and the share that fills it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from pmtui.commands import staffing
from pmtui.commands.share_rules import span_words
from pmtui.domain.choices import StaffingState
from pmtui.domain.entities import Allocation, Project, Resource, Skill, StaffingRequest, described
from pmtui.domain.entry import EntryContext
from pmtui.domain.shares import Shift
from pmtui.domain.staffing import Candidate, Lack, candidates, lack_of, nobody_has
from pmtui.ui.ask import Values
from pmtui.ui.balancing.choosing import ChooseOption
from pmtui.ui.balancing.options import Option
from pmtui.ui.balancing.shifting import REASON, shift_lines
from pmtui.ui.impact_lines import Line
from pmtui.ui.previewed import AskPreviewed
from pmtui.ui.view import View
from pmtui.ui.widgets.field import FieldSpec

if TYPE_CHECKING:
    from pmtui.store.database import Command
    from pmtui.store.entries import Done
    from pmtui.ui.previewing import Preview
    from pmtui.ui.screen import PmScreen

WAITING = (StaffingState.OPEN, StaffingState.ESCALATED)
TRIED = "…"  # the reason of what is only tried


def why_not_filled(request: StaffingRequest | None) -> str | None:
    """Why a request cannot be filled, in a sentence; None where it can."""
    if request is None:
        return "There is no request here: n on a project's team asks for someone."
    return None if request.state in WAITING else f"This request is {request.state} already: raise a new one."


def fill_request(screen: "PmScreen", request: StaffingRequest) -> None:
    """Open the candidates of a request; say so where there is nothing left to fill."""
    view = screen.view
    lack = lack_of(view.workspace, request, view.today)
    if lack is None:
        screen.say("All the days that this request asks for are over: withdraw it, or change its days.")
        return
    code = view.workspace.all(Project)[request.project_id].code
    found = candidates(view.workspace, view.forecast, request, view.today)
    nobody = nobody_has(view.workspace, request, lack, found)
    intro = f"{code} asks for {_asked(view, request, lack)}. {nobody} {request.why}"
    dialog = ChooseOption(
        f"{request.role} for {code}",
        " ".join(intro.split()),
        partial(_options, request.id),
        partial(_take, screen, request.id),
        empty=partial(_nobody, request.id),
    )
    screen.app.push_screen(dialog)


def _nobody(request_id: int, view: View) -> str:
    """Why there is no candidate."""
    request = view.workspace.get(StaffingRequest, request_id)
    if request is None:
        return "This request was deleted meanwhile."
    none = "Nobody has the skill or the role, nor time free: escape, then decline it or ask for another skill."
    return why_not_filled(request) or none


def _asked(view: View, request: StaffingRequest, lack: Lack) -> str:
    skill = view.workspace.get(Skill, request.skill_id)
    level = f" from level {request.level}" if request.level else ""
    wanted = f", {skill.name}{level}" if skill is not None else ""
    return f"{lack.percent} % {span_words(lack.start, lack.finish)}{wanted}"


def _options(request_id: int, view: View) -> Sequence[Option]:
    """The candidates of a request as it is now; none where it was answered or deleted meanwhile."""
    request = view.workspace.get(StaffingRequest, request_id)
    if request is None or request.state not in WAITING:
        return ()
    found = candidates(view.workspace, view.forecast, request, view.today)
    return [_option(view, request, one) for one in found]


def _option(view: View, request: StaffingRequest, one: Candidate) -> Option:
    resource = view.workspace.all(Resource)[one.resource_id]
    project = view.workspace.get(Project, one.from_id)
    source = "free time" if project is None else project.code
    shift = Shift(
        resource_id=one.resource_id,
        from_id=one.from_id,
        to_id=request.project_id,
        percent=one.percent,
        start=one.start,
        finish=one.finish,
    )
    return Option(
        f"{one.resource_id} {one.from_id}",
        f"{resource.name}, {one.percent} % from {source}",
        _command(request.id, shift, TRIED),
        lambda preview: shift_lines(preview, view, (shift,)),
        about=_about(view, request, resource, one),
        grade=one.grade,
        data=shift,
    )


def _about(view: View, request: StaffingRequest, resource: Resource, one: Candidate) -> str:
    skill = view.workspace.get(Skill, request.skill_id)
    level = f"{skill.name} {one.level or 'none'}" if skill is not None else ""
    return ", ".join(filter(None, (resource.role, level, f"{one.free} % free then")))


def _command(request_id: int, shift: Shift, reason: str, options: str = "") -> "Command":
    return partial(
        staffing.fill,
        request_id=request_id,
        resource_id=shift.resource_id,
        from_id=shift.from_id,
        percent=shift.percent,
        start=shift.start,
        finish=shift.finish,
        reason=reason,
        options=options,
    )


def _take(screen: "PmScreen", request_id: int, dialog: ChooseOption, option: Option) -> None:
    """Ask how much, from when to when and why; then fill the request, or that part of it."""
    view, began = screen.view, option.data
    request = view.workspace.get(StaffingRequest, request_id)
    if not isinstance(began, Shift) or request is None:
        return
    filling = _Filling(screen, request_id, began)

    async def record(preview: "Preview") -> str:
        return await dialog.options.record(screen.pm, option.key, preview, view.program_id)

    def closed(done: "Done | None") -> None:
        if done is not None:
            dialog.dismiss(None)

    fields = described(Allocation)
    specs = (
        FieldSpec("percent", fields["percent"]),
        FieldSpec("start", fields["start"], "From day"),
        FieldSpec("finish", replace(fields["finish"], hint="empty: as long as it is asked for"), "To day"),
        REASON,
    )
    asked = AskPreviewed(
        f"{request.role}: {option.words}",
        specs,
        EntryContext(view.today, view.currency),
        filling.command,
        filling.told,
        record,
        values={"percent": began.percent, "start": began.start, "finish": began.finish, "reason": request.why},
        intro="Less than is asked for fills a part; the rest stays open.",
        verb="decide",
    )
    screen.app.push_screen(asked, closed)


class _Filling:
    """What was typed last, as a command and in words."""

    def __init__(self, screen: "PmScreen", request_id: int, began: Shift) -> None:
        self._screen = screen
        self._request_id = request_id
        self._shift = began

    def command(self, values: Values, options: str) -> "Command":
        """The command on what is typed now."""
        typed: dict[str, Any] = {name: values[name] for name in ("percent", "start", "finish")}
        self._shift = replace(self._shift, **typed)
        return _command(self._request_id, self._shift, str(values["reason"]), options)

    def told(self, preview: "Preview") -> Sequence[Line]:
        """What that would do."""
        return shift_lines(preview, self._screen.view, (self._shift,))
