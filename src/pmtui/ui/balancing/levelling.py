"""The dialog that levels an overload: each way with what it would do, and accepting it until a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from pmtui.commands import needs, shares
from pmtui.domain.entities import Acceptance, Resource, described
from pmtui.domain.entry import EntryContext
from pmtui.domain.levelling import Overload, Way, overload_from, ways
from pmtui.domain.load import OVERLOAD_WEEKS, Loads
from pmtui.domain.needs.decisions import overload_subject
from pmtui.ui.ask import AskAndDo, Values
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

TRIED = "…"  # the reason of what is only tried
LOOKED_WEEKS = 2 * OVERLOAD_WEEKS + 1  # a share is moved by at most half a year


def level(screen: "PmScreen", resource_id: int, first: date) -> None:
    """Open the ways to level the first overload of a resource from a day on; say so where there is none."""
    view = screen.view
    name = view.workspace.all(Resource)[resource_id].name
    over = _overload(view, resource_id, first)
    if over is None:
        screen.say(f"{name} is not promised beyond what there is from {first} on.")
        return
    intro = f"{name} is promised {over.percent} % too much from {over.start} to {over.finish}."

    def make(now: View) -> Sequence[Option]:
        found = _overload(now, resource_id, first)
        return () if found is None else (*_ways(now, found), _acceptance(now, resource_id))

    dialog = ChooseOption(
        f"Level the overload of {name}", intro, make, partial(_take, screen), empty=lambda _: _LEVELLED
    )
    screen.app.push_screen(dialog)


def _loads(view: View, first: date) -> Loads:
    return Loads(view.workspace, view.forecast, first, LOOKED_WEEKS)


def _overload(view: View, resource_id: int, first: date) -> Overload | None:
    if resource_id not in view.workspace.all(Resource):
        return None
    return overload_from(view.workspace, _loads(view, first), resource_id, first)


def _ways(view: View, over: Overload) -> Sequence[Option]:
    found = ways(view.workspace, _loads(view, over.start), over)
    return [
        Option(
            str(at),
            way.words,
            _command(way, TRIED),
            partial(_told, view, way),
            (way.project_id,),
            data=way,
        )
        for at, way in enumerate(found)
    ]


def _acceptance(view: View, resource_id: int) -> Option:
    """Accepting changes nothing but what is asked for, so that its figures are those of leaving all as it is."""
    until = _day_after(view)
    command = partial(needs.accept, subject=overload_subject(resource_id), until=until, reason=TRIED)
    return Option("accept", "Accept it until a day", command, lambda _: _AS_NOW, data=resource_id)


_LEVELLED = "There is no overload any more."
_AS_NOW: Sequence[Line] = (("Everything stays as it is; the overview asks for it again after that day.", ""),)


def _day_after(view: View) -> date:
    return view.workspace.calendar.add(view.today, 1)


def _command(way: Way, reason: str, options: str = "") -> "Command":
    return partial(shares.shift, shifts=way.shifts, hands_over=way.hands_over, reason=reason, options=options)


def _told(view: View, way: Way, preview: "Preview") -> Sequence[Line]:
    return shift_lines(preview, view, way.shifts)


def _take(screen: "PmScreen", dialog: ChooseOption, option: Option) -> None:
    """Ask for the reason of the chosen way, and for the day where it is accepted."""

    def closed(done: "Done | None") -> None:
        if done is not None:
            dialog.dismiss(None)

    way = option.data
    view = screen.view
    context = EntryContext(view.today, view.currency)
    if not isinstance(way, Way):
        screen.app.push_screen(_ask_acceptance(view, option, context), closed)
        return

    def command(values: Values, options: str) -> "Command":
        return _command(way, str(values["reason"]), options)

    async def record(preview: "Preview") -> str:
        return await dialog.options.record(screen.pm, option.key, preview, view.program_id)

    asked = AskPreviewed(option.words, [REASON], context, command, partial(_told, view, way), record, verb="decide")
    screen.app.push_screen(asked, closed)


def _ask_acceptance(view: View, option: Option, context: EntryContext) -> AskAndDo:
    one = view.workspace.all(Resource)[cast(int, option.data)]
    fields = described(Acceptance)
    specs = [FieldSpec("until", fields["until"]), FieldSpec("reason", replace(fields["reason"], required=True))]

    def command(values: Values) -> "Command":
        arguments: dict[str, Any] = values
        return partial(needs.accept, subject=overload_subject(one.id), row=f"overload of {one.name}", **arguments)

    return AskAndDo("Accept the overload", specs, context, command, verb="accept")
