"""Absences typed in a line each, with how they are read beneath."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pmtui.commands import absences
from pmtui.domain.entities import Resource
from pmtui.domain.entry import EntryContext
from pmtui.domain.fields import LONG_MOST, Description, Kind
from pmtui.domain.quick_absence import read_absence
from pmtui.ui.widgets.field import Field, FieldSpec
from pmtui.ui.widgets.field_line import Asking, FieldLine, Values

if TYPE_CHECKING:
    from pmtui.ui.screen import PmScreen

LINE = FieldSpec("line", Description(Kind.TEXT, "Absence", most=LONG_MOST))
HINT = "name off 2027-01-04..2027-01-15 reason   off fri alone is of the person above"


def ask_absence(
    screen: "PmScreen",
    line: FieldLine,
    resource: Resource | None,
    first: date | None = None,
    last: date | None = None,
) -> None:
    """Ask for an absence: of the resource unless another is named, on these days unless others are typed."""
    heading = "Absence" if resource is None else f"Absence of {resource.name}, or type another name before off"
    days = "" if first is None else f"off {first.isoformat()}" + (f"..{last.isoformat()}" if last else "")
    id = None if resource is None else resource.id

    def read(typed: str) -> tuple[str, bool]:
        found = read_absence(typed, screen.view.workspace, screen.view.today, id)
        return (found.error, True) if found.error else (found.reading, False)

    async def accept(values: Values) -> None:
        await screen.pm.submit(partial(absences.quick_add, line=str(values["line"]), resource_id=id))
        line.close()

    field = Field(LINE, days, EntryContext(screen.view.today))
    line.ask(Asking((field,), accept, heading, HINT, read, name="An absence"))
