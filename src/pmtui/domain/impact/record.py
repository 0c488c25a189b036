"""The options of a decision with their impact as they stood, as text (JSON) that later versions read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from pmtui.domain.days import show_slip
from pmtui.domain.entry import show_hours
from pmtui.domain.fields import LONG_MOST
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.impact.result import Impact
from pmtui.domain.impact.words import warnings
from pmtui.domain.workspace import Workspace

FORMAT = 1
CHOSEN_KEEPS = 100  # projects and warnings of the chosen option, where there is very much


@dataclass(frozen=True, slots=True)
class RecordedProject:
    """What an option was predicted to do to a project; days as ISO, "" for no finish, money in minor units."""

    id: int
    code: str
    before: str
    after: str
    cost: int


@dataclass(frozen=True, slots=True)
class RecordedOption:
    """One option as it stood: ``refused`` says why it could not be taken, ``fit`` how well it fitted, in words."""

    option: str
    chosen: bool = False
    projects: tuple[RecordedProject, ...] = ()  # those that it changes
    cost: int = 0  # minor units of the program's currency, in all
    overload: int = 0  # minutes
    warnings: tuple[str, ...] = ()
    fit: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """The options of a decision, and the day on which they were computed."""

    day: str
    options: tuple[RecordedOption, ...] = field(default_factory=tuple)

    @property
    def chosen(self) -> RecordedOption | None:
        """The option that was taken."""
        return next((one for one in self.options if one.chosen), None)


def recorded_option(
    option: str, impact: Impact | None, program_id: int, *, chosen: bool, fit: str = "", refused: str = ""
) -> RecordedOption:
    """An option with its impact as it stands; without one where the command was ``refused``."""
    if impact is None:
        return RecordedOption(option, chosen, fit=fit, refused=refused)
    projects = tuple(
        RecordedProject(
            one.project_id,
            one.code,
            _iso(one.before.finish if one.before else None),
            _iso(one.after.finish if one.after else None),
            one.cost,
        )
        for one in impact.changed
    )
    return RecordedOption(
        option, chosen, projects, impact.cost(program_id), impact.overload, warnings(impact), fit, refused
    )


def recorded(day: date, options: Sequence[RecordedOption]) -> str:
    """The text of a decision's ``options`` field; where there is very much, only the first of what each does.

    The chosen option keeps the most.
    """
    text = _text(day, options)
    for most in (20, 5, 0):
        if len(text) <= LONG_MOST:
            break
        text = _text(day, [_cut(one, CHOSEN_KEEPS if one.chosen else most) for one in options])
    return text


def _cut(option: RecordedOption, most: int) -> RecordedOption:
    left = len(option.warnings) - most
    more = (f"and {left} more",) if left > 0 else ()
    return replace(option, projects=option.projects[:most], warnings=(*option.warnings[:most], *more))


def _text(day: date, options: Sequence[RecordedOption]) -> str:
    stored = {"format": FORMAT, "day": day.isoformat(), "options": [asdict(one) for one in options]}
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def told(option: RecordedOption) -> str:
    """What an option was predicted to do, in one sentence part."""
    if option.refused:
        return f"could not be taken: {option.refused}"
    moves = [f"{one.code} {one.before or 'no finish'} to {one.after or 'no finish'}" for one in option.projects]
    parts = [*option.warnings, *moves]
    parts += [f"overload {show_hours(option.overload)}"] * bool(option.overload)
    parts += [f"fit {option.fit}"] * bool(option.fit)
    return "; ".join(parts) or "nothing changes"


def as_they_stood(text: str) -> tuple[str, ...]:
    """The options of a stored record, a line for each under a heading; the chosen one is marked. None: no lines."""
    record = read_record(text)
    if record is None or not record.options:
        return ()
    lines = (f"{'▸' if one.chosen else ' '} {one.option}: {told(one)}" for one in record.options)
    return f"OPTIONS AS THEY STOOD ON {record.day}", *lines


def read_record(text: str) -> Record | None:
    """What was recorded; None where the text is none, or not in this form."""
    try:
        stored = json.loads(text)
        if stored["format"] != FORMAT:
            return None
        return Record(str(stored["day"]), tuple(_option(one) for one in stored["options"]))
    except (ValueError, KeyError, TypeError):
        return None


def _option(stored: Mapping[str, Any]) -> RecordedOption:
    projects = tuple(
        RecordedProject(int(one["id"]), str(one["code"]), str(one["before"]), str(one["after"]), int(one["cost"]))
        for one in stored["projects"]
    )
    return RecordedOption(
        str(stored["option"]),
        bool(stored["chosen"]),
        projects,
        int(stored["cost"]),
        int(stored["overload"]),
        tuple(str(one) for one in stored["warnings"]),
        str(stored["fit"]),
        str(stored["refused"]),
    )


def compared(workspace: Workspace, finishes: Mapping[int, date | None], record: Record) -> tuple[str, ...]:
    """What the chosen option was predicted to do beside how it stands now: ``predicted +6d on SHT, now +9d``.

    ``finishes`` holds the forecast finish of each project now, by id; a project that is gone is left out.
    """
    chosen = record.chosen
    if chosen is None:
        return ()
    found = []
    for one in chosen.projects:
        if one.id not in finishes:
            continue
        predicted, now = (_moved(workspace, one.before, day) for day in (_day(one.after), finishes[one.id]))
        found.append(f"predicted {predicted} on {one.code}, now {now}")
    return tuple(found)


def predictions(workspace: Workspace, forecast: Forecast, options: str) -> tuple[str, ...]:
    """What was predicted of the chosen option of a decision's ``options`` beside how it stands by the forecast."""
    record = read_record(options)
    finishes = {id: one.finish for id, one in forecast.projects.items()}
    return () if record is None else compared(workspace, finishes, record)


def _moved(workspace: Workspace, before: str, finish: date | None) -> str:
    first = _day(before)
    if finish is None:
        return "no finish"
    if first is None:
        return f"finish {finish.isoformat()}"
    return show_slip(workspace.calendar.between(first, finish))


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
