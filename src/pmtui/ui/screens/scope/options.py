"""What can be decided on a request: a row for each disposition, statement to cite and project to move to."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from pmtui.commands.naming import counted
from pmtui.commands.relocation import CLOSED
from pmtui.domain.choices import Disposition, StatementKind
from pmtui.domain.days import show_day, show_slip
from pmtui.domain.entities import Project, ScopeStatement
from pmtui.domain.outline import subtree
from pmtui.domain.text import safe, width
from pmtui.domain.workspace import Workspace
from pmtui.ui.screens.scope.requests import RequestRow
from pmtui.ui.theme import BAD, DIM, slip_text
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.table import Key


@dataclass(frozen=True, slots=True)
class Option:
    """A disposition with what it names: the statement that is cited (none: the charter is amended), the target."""

    disposition: Disposition
    key: str  # the key that takes it from anywhere on the screen
    does: str
    names: str
    statement: ScopeStatement | None = None
    target: Project | None = None


def key_of_option(option: Option) -> Key:
    """The identity of a row."""
    named = option.statement or option.target
    return f"{option.disposition} {option.key}", named.id if named is not None else 0


def statements(workspace: Workspace, project_id: int, kind: StatementKind) -> tuple[ScopeStatement, ...]:
    """The statements of a project's charter of one kind, in their order."""
    found = workspace.where(ScopeStatement, "project_id", project_id)
    return tuple(sorted((one for one in found if one.kind is kind), key=lambda one: (one.position, one.id)))


def targets(view: View, origin_id: int) -> tuple[Project, ...]:
    """The projects that work can move to, by priority."""
    found = view.workspace.projects(view.program_id)
    return tuple(one for one in found if one.id != origin_id and one.status not in CLOSED)


def options_of(view: View, row: RequestRow) -> tuple[Option, ...]:
    """All that can be decided on a request."""
    code = row.project.code
    keep, name = Disposition.KEEP, row.name if row.item is not None else "the idea"
    cited = [
        Option(keep, "c", f"keep in {code}, it serves", one.text, statement=one)
        for one in statements(view.workspace, row.project.id, StatementKind.IN)
    ]
    moves = [
        Option(Disposition.MOVE, "m", "move to", f"{one.code} {one.name}", target=one)
        for one in targets(view, row.project.id)
    ]
    return (
        *cited,
        Option(keep, "a", f"keep in {code}, amend", "add an in-scope statement to the charter"),
        *moves,
        Option(Disposition.NEW_PROJECT, "N", "new project", "proposed, last in priority, from today"),
        Option(Disposition.DROP, "d", "does not serve", f"drop {name}{_inside(view, row)}: out of scope"),
        Option(Disposition.POSTPONE, "p", "postpone", "until a day; the work does not start before it"),
    )


def _inside(view: View, row: RequestRow) -> str:
    inside = len(subtree(view.workspace, row.item.id)) - 1 if row.item is not None else 0
    return f" with {counted(inside, 'item')} inside" if inside else ""


def option_columns(view: View, options: Sequence[Option]) -> list[Column[Option]]:
    """The dispositions; of a project that work may move to, how it stands now."""
    does = max((len(one.does) for one in options), default=0)
    names = max((width(safe(one.names)) for one in options), default=0)
    named = "Under which statement, to which project"

    def finish(row: Option, cells: int) -> Text:  # noqa: ARG001
        found = view.forecast.projects.get(row.target.id) if row.target is not None else None
        if found is None:
            return Text("")
        if found.finish is None:
            return Text("none", BAD)
        return Text(f"{view.approximate}{show_day(found.finish, view.today)}{'?' if found.assumed else ''}")

    def slip(row: Option, cells: int) -> Text:  # noqa: ARG001
        found = view.forecast.projects.get(row.target.id) if row.target is not None else None
        return slip_text(found.slip, show_slip(found.slip)) if found is not None else Text("")

    def status(row: Option, cells: int) -> str:  # noqa: ARG001
        return f"{row.target.status}, priority {row.target.priority}" if row.target is not None else ""

    return [
        Column("", lambda row, _: Text(row.key, "bold"), 1),
        Column("Decision", lambda row, _: row.does, max(does, 8)),
        Column(
            "Under which statement, to which project",
            lambda row, _: row.names,
            30,
            most=max(names, len(named)),
            wish=60,
        ),
        Column("Finish now", finish, 10, priority=1),
        Column("Slip", slip, 5, align="right", priority=1),
        Column("Status", lambda row, cells: Text(status(row, cells), DIM), 22, priority=2),
    ]
