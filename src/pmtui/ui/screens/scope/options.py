"""What can be decided on requests: a row for each disposition, and for each project to move to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from pmtui.commands import scope
from pmtui.commands.naming import brief
from pmtui.domain.choices import ENDED, Disposition, StatementKind
from pmtui.domain.days import show_day
from pmtui.domain.entities import Project, ScopeStatement
from pmtui.domain.fields import TITLE_MOST
from pmtui.domain.fit import Fit, Match, fits, words_of
from pmtui.domain.workspace import Workspace
from pmtui.store.fit import matching
from pmtui.ui.screens.scope.requests import RequestRow
from pmtui.ui.view import View
from pmtui.ui.widgets.table import Key

if TYPE_CHECKING:
    from pmtui.store.database import Command

Asked = tuple[RequestRow, ...]  # what is decided on: the request under the cursor, or all that are marked
POSTPONED = timedelta(weeks=4)  # what a row shows before a day is typed
TRIED = "…"  # the reason of a command that is only tried

DISPOSING: Mapping[Disposition, Callable[..., str]] = {
    Disposition.KEEP: scope.keep,
    Disposition.MOVE: scope.move,
    Disposition.NEW_PROJECT: scope.new_project,
    Disposition.DROP: scope.drop,
    Disposition.POSTPONE: scope.postpone,
}


@dataclass(frozen=True, slots=True)
class Option:
    """A disposition with what it names: the statement that is cited (none: the charter is amended), the target."""

    disposition: Disposition
    key: str  # the key that takes it from anywhere on the screen
    does: str
    names: str  # what the row takes unless the dialog says else
    fit: Fit | None = None
    statement: ScopeStatement | None = None
    target: Project | None = None
    citable: tuple[ScopeStatement, ...] = ()  # with the statement, what could be cited instead


def key_of_option(option: Option) -> Key:
    """The identity of a row."""
    return f"{option.disposition} {option.key}", option.target.id if option.target is not None else 0


def statements(workspace: Workspace, project_id: int, kind: StatementKind) -> tuple[ScopeStatement, ...]:
    """The statements of a project's charter of one kind, in their order."""
    found = workspace.where(ScopeStatement, "project_id", project_id)
    return tuple(sorted((one for one in found if one.kind is kind), key=lambda one: (one.position, one.id)))


def origins(asked: Asked) -> set[int]:
    """The projects that the work comes from."""
    return {one.project.id for one in asked}


def targets(view: View, asked: Asked) -> tuple[Project, ...]:
    """The projects that work can move to, by priority."""
    found = view.workspace.projects(view.program_id)
    return tuple(one for one in found if one.id not in origins(asked) and one.status not in ENDED)


def matches_of(view: View, asked: Asked) -> dict[int, Match]:
    """The statements of the program's charters that share words with the work, by id."""
    projects = {one.id for one in view.workspace.projects(view.program_id)}
    found = [one for one in view.workspace.all(ScopeStatement).values() if one.project_id in projects]
    return matching("\n".join(words_of(view.workspace, one.request) for one in asked), found)


def citable(view: View, asked: Asked, matches: Mapping[int, Match]) -> tuple[ScopeStatement, ...]:
    """The in-scope statements that all of the work may serve, the best match first."""
    projects = origins(asked)
    if len(projects) != 1:
        return ()
    found = statements(view.workspace, projects.pop(), StatementKind.IN)
    return tuple(sorted(found, key=lambda one: -matches[one.id].score if one.id in matches else 0.0))


def options_of(view: View, asked: Asked, matches: Mapping[int, Match]) -> tuple[Option, ...]:
    """All that can be decided on these requests, the best fit first."""
    if not asked:
        return ()
    by_project = fits(matches)
    codes = ", ".join(sorted({one.project.code for one in asked}))
    keep = Disposition.KEEP
    own = by_project.get(asked[0].project.id) if len(origins(asked)) == 1 else None
    against = Fit(against=own.against) if own is not None and own.against else None  # what is added speaks for it
    found = [Option(keep, "a", f"keep in {codes}, amend", f"adds “{brief(titles(asked))}” to the charter", against)]
    cited = citable(view, asked, matches)
    for one in cited[:1]:
        names = f"serves “{one.text}”"
        found.append(Option(keep, "c", f"keep in {codes}", names, own, statement=one, citable=cited))
    for project in targets(view, asked):
        found.append(move_to(project, by_project.get(project.id)))
    until = show_day(view.today + POSTPONED, view.today)
    found += [
        Option(Disposition.NEW_PROJECT, "N", "new project", "last in priority, from today, no share of anybody"),
        Option(Disposition.DROP, "d", "does not serve", "dropped, out of scope"),
        Option(Disposition.POSTPONE, "p", "postpone", f"until {until}; not started before"),
    ]
    return tuple(sorted(found, key=lambda one: -(one.fit.score if one.fit is not None else 0.0)))


def move_to(target: Project, fit: Fit | None) -> Option:
    """The option to move the work to a project."""
    return Option(Disposition.MOVE, "m", f"move to {target.code}", target.name, fit, target=target)


def titles(asked: Asked) -> str:
    """What the work is called, all of it."""
    return "; ".join(one.request.title for one in asked)[:TITLE_MOST]


def defaults(view: View, asked: Asked, option: Option) -> dict[str, Any]:
    """What the row of an option takes for what its dialog asks."""
    match option.disposition:
        case Disposition.KEEP if option.statement is not None:
            return {"statement_id": option.statement.id}
        case Disposition.KEEP:
            return {"new_statement": titles(asked)}
        case Disposition.MOVE if option.target is not None:
            return {"project_id": option.target.id}
        case Disposition.NEW_PROJECT:
            return {"code": _free_code(view.workspace), "name": asked[0].request.title}
        case Disposition.POSTPONE:
            return {"until": view.today + POSTPONED}
    return {}


def _free_code(workspace: Workspace) -> str:
    """A code that no project has."""
    taken = {one.code for one in workspace.all(Project).values()}
    return next(
        code for code in ("NEW", *(f"NEW{number}" for number in range(2, len(taken) + 3))) if code not in taken
    )


def command_of(asked: Asked, option: Option, values: Mapping[str, Any]) -> "Command":
    """The command that decides so; the same whether it is tried or meant."""
    disposing = DISPOSING[option.disposition]
    arguments = {"reason": TRIED, **values}
    if len(asked) == 1:
        return partial(disposing, request_id=asked[0].request.id, **arguments)
    ids = tuple(one.request.id for one in asked)
    return partial(scope.decide_all, request_ids=ids, disposing=disposing, **arguments)
