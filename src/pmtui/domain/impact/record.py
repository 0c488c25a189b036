"""The options of a decision with their impact as they stood, as text (JSON) that later versions read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from pmtui.domain.amounts import signed_money
from pmtui.domain.days import show_slip
from pmtui.domain.entities import Decision, Program, Project
from pmtui.domain.fields import LONG_MOST
from pmtui.domain.forecast.result import Forecast, ProjectForecast
from pmtui.domain.impact.result import Impact
from pmtui.domain.impact.words import NO_WORK, finish_change, gains, in_all, warnings
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
    finish: str = ""  # what becomes of its finish, in words; none in records of earlier versions
    idle: bool = False  # it has no finish after since nothing is left to do in it

    @property
    def told(self) -> str:
        """What becomes of its finish."""
        was, now = self.before or "no finish", self.after or "no finish"
        return self.finish or (f"{now} as now" if was == now else f"{was} → {now}")


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
    gains: tuple[str, ...] = ()  # what it improves besides dates and cost; none in records of earlier versions


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
            finish_change(one),
            one.after is not None and one.after.idle,
        )
        for one in impact.changed
    )
    return RecordedOption(
        option,
        chosen,
        projects,
        impact.cost(program_id),
        impact.overload,
        warnings(impact),
        fit,
        refused,
        gains(impact),
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
    return replace(
        option,
        projects=option.projects[:most],
        warnings=_first(option.warnings, most),
        gains=_first(option.gains, most),
    )


def _first(sentences: tuple[str, ...], most: int) -> tuple[str, ...]:
    left = len(sentences) - most
    return (*sentences[:most], f"and {left} more") if left > 0 else sentences


def _text(day: date, options: Sequence[RecordedOption]) -> str:
    stored = {"format": FORMAT, "day": day.isoformat(), "options": [asdict(one) for one in options]}
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def told(workspace: Workspace, decision: Decision, option: RecordedOption) -> str:
    """What an option was predicted to do, in one sentence part: what is against it first, what is for it behind."""
    if option.refused:
        return f"could not be taken: {option.refused}"
    projects = [f"{one.code} {one.told}{_cost(workspace, decision, one)}" for one in option.projects]
    parts = [*option.warnings, *projects]
    if projects or option.cost or option.overload:
        parts.append(in_all(option.cost, option.overload, _currency(workspace, decision.program_id)))
    parts += [*option.gains, *[f"fit {option.fit}"] * bool(option.fit)]
    return "; ".join(parts) or "nothing changes"


def _cost(workspace: Workspace, decision: Decision, recorded: RecordedProject) -> str:
    project = workspace.get(Project, recorded.id)
    currency = _currency(workspace, decision.program_id if project is None else project.program_id)
    return f", cost {signed_money(recorded.cost, currency)}" if recorded.cost else ""


def _currency(workspace: Workspace, program_id: int) -> str:
    return workspace.all(Program)[program_id].currency


def as_they_stood(workspace: Workspace, decision: Decision) -> tuple[str, ...]:
    """A decision's options as recorded, a line each under a heading, the chosen one marked. None: no lines."""
    record = read_record(decision.options)
    if record is None or not record.options:
        return ()
    lines = (
        f"{'▸' if one.chosen else ' '} {one.option}: {told(workspace, decision, one)}" for one in record.options
    )
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
        RecordedProject(
            int(one["id"]),
            str(one["code"]),
            str(one["before"]),
            str(one["after"]),
            int(one["cost"]),
            str(one.get("finish", "")),
            bool(one.get("idle", False)),
        )
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
        tuple(str(one) for one in stored.get("gains", ())),
    )


def compared(workspace: Workspace, projects: Mapping[int, ProjectForecast], record: Record) -> tuple[str, ...]:
    """What the chosen option was predicted to do beside how it stands now: ``predicted +6d on SHT, now +9d``.

    ``projects`` holds the forecast of each project now, by id; a project that is gone is left out.
    """
    chosen = record.chosen
    if chosen is None:
        return ()
    found = []
    for one in chosen.projects:
        current = projects.get(one.id)
        if current is not None:
            predicted = _moved(workspace, one.before, _day(one.after), idle=one.idle)
            now = _moved(workspace, one.before, current.finish, idle=current.idle)
            found.append(f"predicted {predicted} on {one.code}, now {now}")
    return tuple(found)


def predictions(workspace: Workspace, forecast: Forecast, options: str) -> tuple[str, ...]:
    """What was predicted of the chosen option of a decision's ``options`` beside how it stands by the forecast."""
    record = read_record(options)
    return () if record is None else compared(workspace, forecast.projects, record)


def _moved(workspace: Workspace, before: str, finish: date | None, *, idle: bool) -> str:
    first = _day(before)
    if finish is None:
        return NO_WORK if idle else "no finish"
    if first is None:
        return f"finish {finish.isoformat()}"
    return show_slip(workspace.calendar.between(first, finish))


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
