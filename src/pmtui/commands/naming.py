"""What rows and changes are called in labels and sentences, so that all of them read alike."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from pmtui.domain import entities as e
from pmtui.domain.choices import LinkKind
from pmtui.domain.entities import Entity, described, entity_named
from pmtui.domain.entry import EntryContext, show
from pmtui.domain.fields import Kind

E = TypeVar("E", bound=Entity)
_BRIEF = 60  # characters of a title in a label: enough to know it by, short enough for a status line


class Rows(Protocol):
    """Where rows are looked up: a transaction, or a workspace."""

    def get(self, entity: type[E], id: int, /) -> E | None:
        """The row of that id."""


def brief(text: str, most: int = _BRIEF) -> str:
    """The beginning of a text, as long as a label can carry, or of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def item_name(rows: Rows, item: e.WorkItem) -> str:
    """A work item's name, such as ``SHT-12``."""
    return f"{_code(rows, item.project_id)}-{item.number}"


def called(rows: Rows, row: Entity) -> str:
    """A row as a label names it, without its noun: ``SHT-12 Seal test``, ``Ana Lima on SHT-12``."""
    match row:
        case e.WorkItem():
            return f"{item_name(rows, row)} {brief(row.title)}"
        case e.Project():
            return f"{row.code} {brief(row.name)}"
        case e.Settings():
            return "of the workspace"
        case e.Charter() | e.Snapshot():
            return f"of {_code(rows, row.project_id)}"
        case e.HealthOverride():
            return f"of {_code(rows, row.project_id)}: {row.aspect}"
        case e.Dependency():
            kind = "" if row.kind is LinkKind.FINISH_START else f" {row.kind}"
            return f"{_item(rows, row.predecessor_id)} → {_item(rows, row.successor_id)}{kind}"
        case e.FormerNumber():
            return f"{_code(rows, row.project_id)}-{row.number}"
        case e.StaffingRequest():
            return f"of {_code(rows, row.project_id)}: {brief(row.role)}"
        case e.MoneyEntry():
            return f"of {_code(rows, row.project_id)}: {row.kind} on {row.day}"
        case e.Acceptance():
            return f"until {row.until}"
        case _:
            return _called_by_parts(rows, row)


def _called_by_parts(rows: Rows, row: Entity) -> str:
    match row:
        case e.Contribution():
            return f"of {_code(rows, row.project_id)} to {_name(rows, e.Goal, row.goal_id)}"
        case e.BenefitSource():
            of = _code(rows, row.project_id) if row.work_item_id is None else _item(rows, row.work_item_id)
            return f"of {of} to {_name(rows, e.Benefit, row.benefit_id)}"
        case e.ResourceSkill():
            return f"of {_name(rows, e.Resource, row.resource_id)}: {_name(rows, e.Skill, row.skill_id)}"
        case e.Absence():
            return f"of {_name(rows, e.Resource, row.resource_id)} from {row.start} to {row.finish}"
        case e.Allocation():
            whom = _name(rows, e.Resource, row.resource_id)
            return f"of {whom}: {row.percent} % of {_code(rows, row.project_id)}"
        case e.Assignment():
            return f"of {_name(rows, e.Resource, row.resource_id)} on {_item(rows, row.work_item_id)}"
        case e.BaselineItem():
            return f"{_item(rows, row.work_item_id)} in {_name(rows, e.Baseline, row.baseline_id)}"
        case _:
            return _first_text(row)


def _first_text(row: Entity) -> str:
    for name, description in described(type(row)).items():
        if description.kind in (Kind.TEXT, Kind.LONG) and description.required:
            return brief(str(getattr(row, name)))
    return str(row.id)


def named(rows: Rows, row: Entity) -> str:
    """A row with its noun, as a sentence needs it: ``project SHT Shuttle``; a work item's name says it already."""
    return called(rows, row) if isinstance(row, e.WorkItem) else f"{row.noun} {called(rows, row)}"


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names in a row, the rest as a number: ``SHT-1, SHT-2 and 7 more``."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"


def counted(count: int, noun: str) -> str:
    """A number with its noun: ``1 link``, ``2 money entries``."""
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun[:-1]}ies" if noun.endswith("y") else f"{count} {noun}s"


def context_of(rows: Rows, row: Entity, today: date, currency: str = "EUR") -> EntryContext:
    """How the values of a row are written: in the currency of its program, else in ``currency``."""
    project_id = getattr(row, "project_id", None)
    project = row if isinstance(row, e.Project) else project_id and rows.get(e.Project, project_id)
    program_id = project.program_id if isinstance(project, e.Project) else getattr(row, "program_id", None)
    program = row if isinstance(row, e.Program) else program_id and rows.get(e.Program, program_id)
    if isinstance(program, e.Program):
        return EntryContext(today=today, currency=program.currency)
    return EntryContext(today=today, currency=currency)


def shown(rows: Rows, row: Entity, field: str, value: object, today: date) -> str:
    """A field's value as a person reads it; nothing is a dash, a long text only its beginning."""
    description = described(type(row))[field]
    if value is None or value == "":
        return "—"
    if description.kind is Kind.REF and isinstance(value, int):
        other = rows.get(entity_named(description.refers), value)
        return "—" if other is None else called(rows, other)
    if description.kind is Kind.LONG:
        return f"“{brief(str(value))}”"
    return brief(show(description, value, context_of(rows, row, today)))


def changes_label(rows: Rows, was: Entity, now: Entity, today: date) -> str:
    """What changed between two versions of a row: ``effort 3d → 5d, deadline — → 2027-02-01``."""
    told = []
    for field, description in described(type(was)).items():
        before, after = getattr(was, field), getattr(now, field)
        if before == after or not description.typed:
            continue
        label = description.label[:1].lower() + description.label[1:]
        if description.kind is Kind.LONG:
            done = "rewritten" if before and after else "written" if after else "emptied"
            told.append(f"{label} {done}")
        else:
            values = shown(rows, was, field, before, today), shown(rows, now, field, after, today)
            told.append(f"{label} {values[0]} → {values[1]}")
    return listed(told)


def changed(rows: Rows, was: Entity, now: Entity, today: date) -> str:
    """The label of an edit: ``SHT-12 Seal test: effort 3d → 5d``."""
    what = changes_label(rows, was, now, today)
    return f"{named(rows, was)}: {what or 'nothing changed'}"


def differing(was: Entity, values: Mapping[str, object]) -> dict[str, object]:
    """Those of the values that are not what the row has."""
    return {name: value for name, value in values.items() if getattr(was, name, None) != value}


def _code(rows: Rows, project_id: int) -> str:
    project = rows.get(e.Project, project_id)
    return project.code if project else f"#{project_id}"


def _item(rows: Rows, item_id: int) -> str:
    item = rows.get(e.WorkItem, item_id)
    return item_name(rows, item) if item else f"#{item_id}"


def _name(rows: Rows, entity: type[Entity], row_id: int) -> str:
    row = rows.get(entity, row_id)
    return called(rows, row) if row else f"#{row_id}"
