"""Quick entry of absences: one line such as ``ana off 2027-01-04..2027-01-15 leave``."""

from dataclasses import dataclass
from datetime import date

from pmtui.domain.days import in_working_days, read_day, show_weekday
from pmtui.domain.entities import Resource, described, entity_named
from pmtui.domain.errors import Refused
from pmtui.domain.quick import named
from pmtui.domain.text import clean
from pmtui.domain.workspace import Workspace

OFF = "off"
TO = ("..", "to", "until")
_DAY_WORDS = 3  # 3 feb 2027
_EXAMPLE = "such as ana off 2027-01-04..2027-01-15 leave"


@dataclass(frozen=True, slots=True)
class QuickAbsence:
    """What a line means; it may be added where ``error`` is empty. ``reading`` tells it back in one line."""

    resource_id: int = 0
    start: date | None = None
    finish: date | None = None
    reason: str = ""
    reading: str = ""
    error: str = ""


def read_absence(line: str, workspace: Workspace, today: date, resource_id: int | None = None) -> QuickAbsence:
    """Read a name, ``off``, a day or two, and a reason; without a name it is of ``resource_id``.

    Days are read as everywhere (``fri``, ``+3w``, ``3 feb``), two of them joined by ``..``, ``to`` or ``until``.
    """
    try:
        return _read(line, workspace, today, resource_id)
    except Refused as refused:
        return QuickAbsence(error=refused.sentence)


def _read(line: str, workspace: Workspace, today: date, resource_id: int | None) -> QuickAbsence:
    words = clean(line, long=False).text.replace("..", " .. ").split()
    at = next((at for at, word in enumerate(words) if word.lower() == OFF), None)
    if at is None:
        raise Refused(f"Type a name, off, and from when to when, {_EXAMPLE}.")
    resource = _whose(" ".join(words[:at]), workspace, resource_id)
    rest = words[at + 1 :]
    if not rest:
        raise Refused(f"Type from when to when after off, {_EXAMPLE}.")
    start, rest = _day(rest, today, "")
    finish = start
    if rest and rest[0].lower() in TO:
        finish, rest = _day(rest[1:], today, rest[0])
    if finish < start:
        raise Refused(f"{finish} is before {start}: type the first day first.")
    reason = " ".join(rest)
    most = described(entity_named("Absence"))["reason"].most or 0
    if len(reason) > most:
        raise Refused(f"The reason has {len(reason)} characters: shorten it to {most}.")
    return QuickAbsence(resource.id, start, finish, reason, _reading(workspace, resource, start, finish, reason))


def _whose(typed: str, workspace: Workspace, resource_id: int | None) -> Resource:
    name = typed.strip('@" ')
    if not name:
        found = workspace.get(Resource, resource_id)
        if found is None:
            raise Refused(f"Type a name before off, {_EXAMPLE}.")
        return found
    matches = named(workspace, name)
    if not matches:
        raise Refused(f"“{name}” names nobody: type a person's name before off.")
    if len(matches) > 1:
        names = [one.name for one in matches[:3]] + (["others"] if len(matches) > 3 else [])
        raise Refused(f"“{name}” may be {', '.join(names[:-1])} or {names[-1]}: type more of the name.")
    return matches[0]


def _day(words: list[str], today: date, after: str) -> tuple[date, list[str]]:
    """The day that the words begin with, of as many of them as read as one, and what is left."""
    wrong: Refused | None = None
    for count in range(min(_DAY_WORDS, len(words)), 0, -1):
        try:
            return read_day(" ".join(words[:count]), today), words[count:]
        except Refused as refused:
            wrong = refused
    typed = words[0] if words else after
    raise Refused(f"“{typed}”: {wrong.sentence if wrong else 'type the last day behind it.'}")


def _reading(workspace: Workspace, resource: Resource, start: date, finish: date, reason: str) -> str:
    days = workspace.calendar.between(start, finish) + workspace.calendar.is_working(start)
    span = show_weekday(start) if start == finish else f"{show_weekday(start)} to {show_weekday(finish)}"
    return " · ".join(filter(None, (resource.name, f"off {span}", in_working_days(days), reason)))
