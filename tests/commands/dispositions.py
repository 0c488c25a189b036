"""Commands of scope review on a random plan, each with what it needs made before: they are built to succeed."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any, TypeVar

from tests.commands.screen import Screen

from pmtui.commands import rows, scope, work
from pmtui.domain.choices import ENDED, ENDED_WORK, AllocationStatus, RequestState, StatementKind
from pmtui.domain.entities import (
    Allocation,
    Assignment,
    Decision,
    Entity,
    Program,
    Project,
    Resource,
    ScopeRequest,
    ScopeStatement,
    WorkItem,
)
from pmtui.domain.fit import staff
from pmtui.domain.forecast.prepare import remaining_effort
from pmtui.domain.outline import subtree
from pmtui.domain.shares import Shift
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Command

E = TypeVar("E", bound=Entity)
Asked = Sequence[ScopeRequest]
Arguments = dict[str, Any]
Deciding = Callable[["Making", Asked], Arguments]
TITLES = ("Pumps", "漢字 🚀", "[red]Seals", "Engines and their seals", "x" * 300)


class Making:
    """Makes what a command needs, by commands that must not be refused, and draws its arguments."""

    def __init__(self, random: Random, screen: Screen, today: date) -> None:
        self.random = random
        self.today = today
        self._screen = screen

    @property
    def ws(self) -> Workspace:
        return self._screen.workspace

    def run(self, command: Callable[..., str], **arguments: Any) -> None:
        self._screen.run(partial(command, **arguments))

    def made(self, of: type[E], /, command: Callable[..., str], **arguments: Any) -> E:
        """The row that a command adds, the last one of an entity."""
        self.run(command, **arguments)
        return list(self.ws.all(of).values())[-1]

    def add(self, entity: type[E], **values: Any) -> E:
        return self.made(entity, rows.create, entity=entity, values=values)

    def a_project(self) -> Project:
        found = list(self.ws.all(Project).values())
        if found:
            return self.random.choice(found)
        program = self.add(Program, name="New", currency="EUR")
        return self.add(Project, program_id=program.id, code="NEW", name="New")

    def inside(self, item: WorkItem) -> tuple[WorkItem, ...]:
        return self.ws.where(WorkItem, "parent_id", item.id)

    def maybe(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    def day(self, least: int, most: int) -> date:
        return self.today + timedelta(self.random.randint(least, most))


def asked(making: Making, count: int, *, alike: bool) -> tuple[ScopeRequest, ...]:
    """So many requests that can be decided together, on work, also inside other such work, and on ideas.

    They are of one program; ``alike`` of one project, whose charter can be cited.
    """
    home = making.a_project()
    homes = making.ws.where(Project, "program_id", home.program_id)
    found = []
    for _ in range(count):
        home = home if alike or making.maybe() else making.random.choice(homes)
        found.append(_idea(making, home) if making.maybe(0.25) else _question(making, home))
    return tuple(making.ws.all(ScopeRequest)[one] for one in found)


def _idea(making: Making, home: Project) -> int:
    title, effort = making.random.choice(TITLES), making.random.choice([None, 60, 960])
    values = {"project_id": home.id, "title": title, "why": "Fun", "effort": effort}
    return making.made(ScopeRequest, scope.raise_idea, **values).id


def _question(making: Making, home: Project) -> int:
    item = _an_item(making, home)
    return making.made(ScopeRequest, scope.put_in_question, item_ids=[item.id], why="Not in the charter").id


def _an_item(making: Making, home: Project, fits: Callable[[WorkItem], bool] = lambda _: True) -> WorkItem:
    """Open work of a project that is not in question: one that is there if any fits."""
    found = [one for one in making.ws.where(WorkItem, "project_id", home.id) if fits(one) and _free(making.ws, one)]
    if found:
        return making.random.choice(found)
    return making.made(WorkItem, work.quick_add, project_id=home.id, line="Bolt 2d")


def _free(ws: Workspace, item: WorkItem) -> bool:
    """Whether neither the work nor what it is inside of is in question or ended."""
    open_ones = {one.work_item_id for one in ws.all(ScopeRequest).values() if one.state is not RequestState.DECIDED}
    above: WorkItem | None = item
    while above is not None:
        if above.id in open_ones or above.state in ENDED_WORK:
            return False
        above = ws.get(WorkItem, above.parent_id)
    return True


def amending(making: Making, _asked: Asked) -> Arguments:
    return {"new_statement": making.random.choice(TITLES)}


def citing(making: Making, asked: Asked) -> Arguments:
    project = asked[0].project_id
    found = [
        one for one in making.ws.where(ScopeStatement, "project_id", project) if one.kind is StatementKind.IN
    ] or [making.add(ScopeStatement, project_id=project, text="Legs")]
    return {"statement_id": making.random.choice(found).id}


def moving(making: Making, asked: Asked) -> Arguments:
    """To another open project of the program, one that is there if any."""
    origins = {one.project_id for one in asked}
    program = making.ws.all(Project)[asked[0].project_id].program_id
    found = [
        one
        for one in making.ws.where(Project, "program_id", program)
        if one.id not in origins and one.status not in ENDED
    ] or [making.add(Project, program_id=program, code=_free_code(making.ws), name="Target")]
    target = making.random.choice(found)
    return {"project_id": target.id, **_coming(making, asked, target)}


def a_new_project(making: Making, asked: Asked) -> Arguments:
    values: Arguments = {
        "code": _free_code(making.ws),
        "name": making.random.choice(TITLES),
        "start": making.random.choice([None, making.day(-9, 20)]),
        "target_finish": making.random.choice([None, making.day(40, 99)]),
        "priority": making.random.choice([None, 1, 2, 999]),
    }
    target = Project(start=values["start"] or making.today, target_finish=values["target_finish"])
    return {**values, **_coming(making, asked, target)}


def _free_code(ws: Workspace) -> str:
    taken = {one.code for one in ws.all(Project).values()}
    return next(code for number in range(len(taken) + 1) if (code := f"NEW{number}") not in taken)


def _coming(making: Making, asked: Asked, target: Project) -> Arguments:
    """Some of those on the work bring a share of the origin, and some of the others are taken off."""
    about = [one for one in asked if one.work_item_id is not None]
    if not about:
        return {}
    if making.maybe(0.7):
        _joined(making, about[0])
    people = staff(making.ws, [one.work_item_id for one in about if one.work_item_id is not None])
    found = [one for one in people if making.maybe(0.7)]
    shares = [_brought(making, one, about[0].project_id, target) for one in found]
    known = tuple(one for one in shares if one is not None)
    others = {one.id for one in people} - {one.resource_id for one in known}
    return {"shares": known, "unassign": tuple(one for one in sorted(others) if making.maybe())}


def _joined(making: Making, request: ScopeRequest) -> None:
    """Two more people on the work, who have shares of its project."""
    inside = [making.ws.all(WorkItem)[one] for one in subtree(making.ws, request.work_item_id or 0)]
    ends = [one for one in inside if not making.inside(one) and one.state not in ENDED_WORK]
    for _ in range(2 * bool(ends)):
        resource = making.add(Resource, name=f"Dee {max(making.ws.all(Resource), default=0) + 1}")
        making.add(Assignment, work_item_id=making.random.choice(ends).id, resource_id=resource.id)
        share = {"resource_id": resource.id, "project_id": request.project_id, "start": making.day(-5, 5)}
        making.add(Allocation, **share, percent=making.random.choice([20, 100]))


def _brought(making: Making, resource: Resource, origin_id: int, target: Project) -> Shift | None:
    """All or a part of a share, on all or some of its days, where the target can take it."""
    held = [
        one
        for one in making.ws.where(Allocation, "resource_id", resource.id)
        if one.status is AllocationStatus.COMMITTED
    ]
    room = 100 - sum(one.percent for one in held if one.project_id == target.id)
    for one in held:
        start = max(filter(None, (one.start, target.start, making.today, resource.available_from)))
        lasts = min(filter(None, (one.finish, target.target_finish, resource.available_to, date.max)))
        percent = min(making.random.choice([one.percent, making.random.randint(1, one.percent)]), room)
        if one.project_id == origin_id and percent > 0 and start <= lasts:
            finish = making.random.choice([lasts, min(start + timedelta(9), lasts)])
            return Shift(
                resource_id=resource.id,
                from_id=origin_id,
                to_id=None,
                percent=percent,
                start=start,
                finish=None if finish == date.max else finish,
            )
    return None


def dropping(_making: Making, _asked: Asked) -> Arguments:
    return {}


def postponing(making: Making, _asked: Asked) -> Arguments:
    return {"until": making.day(1, 60)}


DECIDING: dict[str, tuple[Callable[..., str], Deciding]] = {
    "keep, amending": (scope.keep, amending),
    "keep, citing": (scope.keep, citing),
    "move": (scope.move, moving),
    "new project": (scope.new_project, a_new_project),
    "drop": (scope.drop, dropping),
    "postpone": (scope.postpone, postponing),
}


def decided(making: Making, name: str, count: int) -> tuple[Command, list[Command]]:
    """One request, or several together, decided so; and some of what else could be decided on them."""
    found = asked(making, count, alike=name == "keep, citing")
    command = _deciding(making, name, found)
    others = [_deciding(making, one, found) for one in ("drop", "keep, amending", "postpone")]
    return command, making.random.sample(others, 2)


def _deciding(making: Making, name: str, asked: Asked) -> Command:
    disposing, arguments = DECIDING[name]
    values = {"reason": "So be it", **arguments(making, asked)}
    if len(asked) == 1:
        return partial(disposing, request_id=asked[0].id, **values)
    return partial(scope.decide_all, request_ids=[one.id for one in asked], disposing=disposing, **values)


def reopened(making: Making) -> Command:
    """A decision, of whichever kind, after which things have changed that have nothing to do with it."""
    before = making.ws.all(Decision).keys()
    command, _ = decided(making, making.random.choice(list(DECIDING)), making.random.choice([1, 1, 3]))
    making.run(command)
    found = [one for id, one in making.ws.all(Decision).items() if id not in before]
    decision = making.random.choice(found)
    if making.maybe():
        making.run(rows.edit, row=decision, changes={"rationale": "On second thoughts"})
    if making.maybe():
        making.run(work.quick_add, project_id=found[0].project_id, line="Bolt 2d")
    return partial(scope.reopen, decision_id=decision.id)


def questioned(making: Making) -> Command:
    """One or more pieces of work, whole."""
    found = {_an_item(making, making.a_project()).id for _ in range(3)}
    return partial(scope.put_in_question, item_ids=sorted(found), why="Not in the charter")


def split_by_effort(making: Making) -> Command:
    """A part of the effort that remains of some work."""

    def fits(item: WorkItem) -> bool:
        return item.effort is not None and not making.inside(item) and remaining_effort(item) > 1

    item = _an_item(making, making.a_project(), fits)
    effort = making.random.randint(1, remaining_effort(item) - 1)
    title = making.random.choice(["", *TITLES])
    return partial(scope.put_in_question, item_ids=[item.id], why="Half of it", effort=effort, part_title=title)


def split_by_children(making: Making) -> Command:
    """Some of what is directly inside some work, but not all."""
    home = making.a_project()
    item = _an_item(making, home, lambda one: len(making.inside(one)) > 1)
    while len(making.inside(item)) < 2:
        making.run(work.quick_add, project_id=home.id, line="Nut 3h", parent_id=item.id)
    inside = making.inside(item)
    parts = making.random.sample(inside, making.random.randint(1, len(inside) - 1))
    return partial(scope.put_in_question, item_ids=[item.id], why="Some of it", children=[one.id for one in parts])
