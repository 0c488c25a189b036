"""The dialog that shifts a share: both sides follow each change of a field, and commit keeps what was shown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

from pmtui.commands import shares
from pmtui.commands.share_rules import span_words
from pmtui.domain.entities import Allocation, Assignment, Decision, Project, Resource, described
from pmtui.domain.entry import EntryContext, show_hours
from pmtui.domain.fields import Description, Kind
from pmtui.domain.impact.outlook import Outlook
from pmtui.domain.impact.record import recorded, recorded_option
from pmtui.domain.load import OVERLOAD_WEEKS, binds, overload_ahead
from pmtui.domain.questions import open_items
from pmtui.domain.shares import Shift, Span, combined, done_by, span_of, summed
from pmtui.domain.working import at_work
from pmtui.ui.ask import Values
from pmtui.ui.candidates import candidates
from pmtui.ui.impact_lines import Line, impact_lines
from pmtui.ui.previewed import AskPreviewed
from pmtui.ui.theme import BAD, WARN
from pmtui.ui.view import View
from pmtui.ui.widgets.field import FieldSpec

if TYPE_CHECKING:
    from pmtui.store.database import Command
    from pmtui.ui.previewing import Preview
    from pmtui.ui.screen import PmScreen

REASON = FieldSpec("reason", replace(described(Decision)["rationale"], label="Reason"))
FULL = 100
_FREE = "empty: free time"


def shift_share(
    screen: "PmScreen",
    resource_id: int | None,
    start: date,
    *,
    from_id: int | None = None,
    to_id: int | None = None,
) -> None:
    """Open the dialog with the person, the day, and the largest share that the person has then, or that one."""
    view = screen.view
    from_id, percent, finish = _held(view, resource_id, start, from_id, to_id)
    shifting = Shifting(screen)
    dialog = AskPreviewed(
        "Shift a share",
        share_specs(view),
        EntryContext(view.today, view.currency),
        shifting.command,
        shifting.told,
        shifting.record,
        values={
            "resource_id": resource_id,
            "from_id": from_id,
            "to_id": to_id,
            "percent": percent,
            "start": start,
            "finish": finish,
        },
        verb="decide",
    )
    screen.app.push_screen(dialog)


class Shifting:
    """What was typed last in the dialog, as a command, in words and as a record."""

    def __init__(self, screen: "PmScreen") -> None:
        self._screen = screen
        self._shifts: tuple[Shift, ...] = ()

    def command(self, values: Values, options: str) -> "Command":
        """The command on what is typed now."""
        self._shifts = shifts_of(values)
        return partial(shares.shift, shifts=self._shifts, reason=str(values["reason"]), options=options)

    def told(self, preview: "Preview") -> Sequence[Line]:
        """Both projects, all else that changes, and the people's load."""
        return shift_lines(preview, self._screen.view, self._shifts)

    async def record(self, preview: "Preview") -> str:
        """The decision with its impact as it stood."""
        view = self._screen.view
        chosen = recorded_option(preview.label, preview.impact, view.program_id, chosen=True)
        return recorded(view.today, [chosen])


def shift_lines(preview: "Preview", view: View, shifts: Sequence[Shift]) -> Sequence[Line]:
    """What shifts would do: what is left without staff, both projects, the people's load, all else."""
    if preview.impact is None or preview.before is None or preview.after is None:
        return ()
    own = {id for one in shifts for id in (one.from_id, one.to_id) if id is not None}
    loads = [line for one in shifts for line in load_lines(preview.before, preview.after, one, shifts)]
    return impact_lines(preview.impact, view, own, tuple(dict.fromkeys(loads)))


def share_specs(view: View) -> Sequence[FieldSpec]:
    """The fields of a shift; a person given in exchange makes it a swap."""
    fields = described(Allocation)
    people, projects = (candidates(Allocation, name, view, {}) for name in ("resource_id", "project_id"))

    def project(name: str, label: str) -> FieldSpec:
        return FieldSpec(name, Description(Kind.REF, label, refers=Project.__name__, hint=_FREE), options=projects)

    other = Description(
        Kind.REF,
        "In exchange",
        refers=Resource.__name__,
        hint="empty, or who goes the other way as much and as long",
    )
    return (
        FieldSpec("resource_id", fields["resource_id"], "Person", options=people),
        project("from_id", "From project"),
        project("to_id", "To project"),
        FieldSpec("percent", fields["percent"]),
        FieldSpec("start", fields["start"], "From day"),
        FieldSpec("finish", fields["finish"], "To day"),
        FieldSpec("other_id", other, options=people),
        REASON,
    )


def shifts_of(values: Values) -> tuple[Shift, ...]:
    """The shift that was typed, and the one back where somebody is given in exchange."""
    typed = cast("dict[str, int]", values)
    one = Shift(
        resource_id=typed["resource_id"],
        from_id=typed["from_id"],
        to_id=typed["to_id"],
        percent=typed["percent"],
        start=cast(date, values["start"]),
        finish=cast("date | None", values["finish"]),
    )
    if values["other_id"] is None:
        return (one,)
    return one, replace(one, resource_id=typed["other_id"], from_id=one.to_id, to_id=one.from_id)


def load_lines(before: Outlook, after: Outlook, shift: Shift, shifts: Sequence[Shift]) -> Iterator[Line]:
    """What a person is promised on the days of one of some shifts, and whether the target has work for them."""
    resource = after.workspace.all(Resource)[shift.resource_id]
    old, new = (_most(side, shift) for side in (before, after))
    several = len({(one.start, one.finish) for one in shifts}) > 1
    then = span_words(shift.start, shift.finish) if several else "then"
    worse = new > FULL and new > old
    yield f"{'! ' * worse}{resource.name}: promised {old} % → {new} % {then}", BAD if worse else ""
    first = min(one.start for one in shifts if one.resource_id == resource.id)
    had, has = (overload_ahead(side.workspace, resource.id, first) for side in (before, after))
    if had or has:
        hours = show_hours(has) if had == has else f"{show_hours(had)} → {show_hours(has)}"
        told = f"{resource.name}: {hours} too much within {OVERLOAD_WEEKS} weeks from {first}"
        yield f"{'! ' * (has > had)}{told}{', as now' * (had == has)}", BAD if has > had else ""
    if shift.to_id is not None:
        yield from _of_target(after, resource, after.workspace.all(Project)[shift.to_id], shift.finish)
    if resource.plans_by_shares and not before.workspace.all(Resource)[resource.id].plans_by_shares:
        yield f"! {resource.name} plans by shares from now on, and gives nothing where there is none", WARN


def _of_target(after: Outlook, resource: Resource, project: Project, finish: date | None) -> Iterator[Line]:
    """Where a share is of no use to the project that gets it."""
    if not _works_on(after, resource.id, project.id):
        yield (
            f"! {resource.name} is assigned to no open work of {project.code}: the share alone moves no date",
            WARN,
        )
    ends = done_by(project, after.forecast.projects.get(project.id))
    if ends is not None and finish is not None and finish > ends:
        yield f"! {project.code} is done by {ends}: the share goes on to {finish}", WARN


def _most(side: Outlook, shift: Shift) -> int:
    """The most that a person is promised on a day of the shift, in percent."""
    held = [
        span_of(one)
        for one in side.workspace.where(Allocation, "resource_id", shift.resource_id)
        if binds(side.workspace, one)
    ]
    then = (Span(shift.start, shift.finish, 1),)
    found = combined(lambda levels: levels[0] * levels[1], then, summed(held))
    return max((one.percent for one in found), default=0)


def _works_on(side: Outlook, resource_id: int, project_id: int) -> bool:
    ids = {one.id for one in open_items(side.workspace, project_id)}
    found = at_work(side.workspace.where(Assignment, "resource_id", resource_id))
    return any(one.work_item_id in ids for one in found)


def _held(
    view: View, resource_id: int | None, start: date, from_id: int | None, to_id: int | None
) -> tuple[int | None, int, date | None]:
    """The project to take from, how much of a person it has on a day and until when; else free time."""
    held: dict[int, list[Allocation]] = {}
    for one in view.workspace.where(Allocation, "resource_id", resource_id):
        running = (one.start or start) <= start <= (one.finish or start)
        if running and one.project_id != to_id and binds(view.workspace, one):
            held.setdefault(one.project_id, []).append(one)
    percents = {id: sum(one.percent for one in found) for id, found in held.items()}
    if from_id not in percents:
        from_id = max(percents, key=lambda id: (percents[id], -id), default=None)
    if from_id is None:
        return None, FULL, None
    ends = [one.finish for one in held[from_id] if one.finish is not None]
    return from_id, percents[from_id], min(ends, default=None)
