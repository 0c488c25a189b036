"""Random commands on a workspace, some of which are refused; for properties of undo and of rules."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from pmtui.commands import needs, rows, scope, shares, staffing, work
from pmtui.domain.choices import LinkKind, WorkState
from pmtui.domain.entities import (
    ENTITIES,
    Acceptance,
    Allocation,
    Assignment,
    BaselineItem,
    Charter,
    Decision,
    Dependency,
    Entity,
    FormerNumber,
    Project,
    Resource,
    ScopeRequest,
    ScopeStatement,
    Settings,
    Snapshot,
    StaffingRequest,
    WorkItem,
    described,
    entity_named,
)
from pmtui.domain.fields import Description, Kind
from pmtui.domain.shares import HandOver, Shift
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Command

_BY_HAND = [
    one for one in ENTITIES if one not in (Settings, Charter, Snapshot, FormerNumber, BaselineItem, Acceptance)
]
Maker = Callable[[Random, Workspace, date], Command]
_OFTEN = [WorkItem, WorkItem, Dependency, Allocation, StaffingRequest]
_TEXTS = ("Seal", "a [/] b", "[red]x", "漢字 🚀", "SHT", "x" * 70, "Wait\x1b[31m", " ")
_LINES = (
    "Seal test 3d", "Ready !", "Paint =2d after 1", "Fit @ana*0.5 1d after 2 ss +1d", "Weld 4h in 1", "Go by fri",
    "Bolt 2d @nobody", "3d", "Fuel 1d after LND-1 ff in 2",
)  # fmt: skip


def first_command(today: date) -> Command:
    """What random commands need to get anywhere: a program, two projects, people and some work."""

    def fill(tx: Any) -> str:
        def add(entity: type[Entity], **values: Any) -> None:
            rows.create(tx, entity=entity, values=values)

        for name in ("Moon", "Mars"):
            add(entity_named("Program"), name=name, currency="EUR")
        for program, code in ((1, "SHT"), (1, "LND"), (2, "MRS")):
            add(Project, program_id=program, code=code, name=code, start=today)
        for project in (1, 2):
            add(ScopeStatement, project_id=project, text="Engines")
        for name in ("Ana Lima", "Ben Okafor"):
            add(Resource, name=name)
        for line in ("Engine", "Seal @ana 3d in 1", "Fit 2d after 2 in 1", "Paint 1d", "Ready !"):
            work.quick_add(tx, project_id=1, line=line)
        work.quick_add(tx, project_id=2, line="Leg 4d after SHT-3")
        return "Begun"

    return fill


def a_command(random: Random, workspace: Workspace, today: date) -> Command:
    """One command with its arguments; it is refused where these do not go together."""
    make: Maker = random.choice(_MAKERS)
    return make(random, workspace, today)


def a_decision(random: Random, workspace: Workspace, today: date) -> Command:
    """A disposition of a scope request where there is one, else what raises one; often refused, as above."""
    return _decide(random, workspace, today)


def _maybe(random: Random) -> bool:
    return random.random() < 0.5


def _id(random: Random, workspace: Workspace, entity: type[Entity]) -> int:
    """The id of a row, now and then of none."""
    ids = list(workspace.all(entity))
    return random.choice(ids) if ids and random.random() < 0.95 else 999


def _items(random: Random, workspace: Workspace) -> list[int]:
    ids = list(workspace.all(WorkItem)) or [999]
    return random.choices(ids, k=random.randint(1, 3))


def _day(random: Random, today: date) -> date:
    return today + timedelta(random.randint(-10, 40))


def _value(random: Random, workspace: Workspace, today: date, description: Description) -> object:
    if not description.required and _maybe(random):
        return "" if description.kind in (Kind.TEXT, Kind.LONG, Kind.NUMBER) else None
    match description.kind:
        case Kind.TEXT | Kind.LONG:
            text = random.choice(_TEXTS)
            return text[: description.most]
        case Kind.NUMBER:
            return random.choice(["1.50", "-3", "x"])
        case Kind.DAY:
            return _day(random, today)
        case Kind.FLAG:
            return _maybe(random)
        case Kind.CHOICE:
            assert description.choices is not None
            return random.choice(list(description.choices))
        case Kind.REF:
            return _id(random, workspace, entity_named(description.refers))
    fitting = [
        one for one in (1, 2, 3, 50, 100, 480) if (description.least or 0) <= one <= (description.most or one)
    ]
    return random.choice(fitting) if random.random() < 0.95 else -1


def _create(random: Random, workspace: Workspace, today: date) -> Command:
    entity = random.choice([*_BY_HAND, *_OFTEN])
    values = {
        name: _value(random, workspace, today, one)
        for name, one in described(entity).items()
        if (one.typed and (one.required or _maybe(random))) or (one.kind is Kind.REF and one.required)
    }
    after = _id(random, workspace, WorkItem) if entity is WorkItem and _maybe(random) else None
    return partial(rows.create, entity=entity, values=values, after_id=after)


def _row(random: Random, workspace: Workspace) -> Entity | None:
    entities = [one for one in ENTITIES if workspace.all(one) and one is not Snapshot]
    if not entities:
        return None
    entity = random.choice([*entities, WorkItem] if workspace.all(WorkItem) else entities)
    row: Entity = random.choice(list(workspace.all(entity).values()))
    return row


def _edit(random: Random, workspace: Workspace, today: date) -> Command:
    row = _row(random, workspace)
    if row is None:
        return _create(random, workspace, today)
    typed = [name for name, one in described(type(row)).items() if one.typed] or ["id"]
    names = random.sample(typed, min(len(typed), random.randint(1, 3)))
    known = described(type(row))
    changes = {name: _value(random, workspace, today, known[name]) for name in names if name in known}
    return partial(rows.edit, row=row, changes=changes)


def _delete(random: Random, workspace: Workspace, _today: date) -> Command:
    found = [_row(random, workspace) for _ in range(random.randint(1, 2))]
    return partial(rows.delete, rows=tuple(one for one in found if one is not None))


def _quick_add(random: Random, workspace: Workspace, _today: date) -> Command:
    after = random.choice([None, *workspace.all(WorkItem)])
    project = _id(random, workspace, Project)
    return partial(work.quick_add, project_id=project, line=random.choice(_LINES), after_id=after)


def _outline(random: Random, workspace: Workspace, _today: date) -> Command:
    command = random.choice([work.indent, work.outdent, work.move_up, work.move_down])
    return partial(command, item_ids=_items(random, workspace))


def _figures(random: Random, workspace: Workspace, _today: date) -> Command:
    items = _items(random, workspace)
    return random.choice(
        [
            partial(work.set_percent, item_ids=items, percent=random.choice([0, 50, 100, 101])),
            partial(work.set_remaining, item_ids=items, remaining=random.choice([None, 0, 90])),
            partial(work.set_state, item_ids=items, state=random.choice(list(WorkState))),
            partial(
                work.update_line,
                item_id=items[0],
                percent=random.choice([None, 30, 100]),
                remaining=random.choice([None, 0, 60]),
                state=random.choice([None, *WorkState]),
                note=random.choice(_TEXTS),
            ),
        ]
    )


def _people(random: Random, workspace: Workspace, _today: date) -> Command:
    items, resource = _items(random, workspace), _id(random, workspace, Resource)
    if _maybe(random):
        return partial(work.unassign, item_ids=items, resource_id=resource)
    return partial(work.assign, item_ids=items, resource_id=resource, units=random.choice([50, 100, 200]))


def _links(random: Random, workspace: Workspace, _today: date) -> Command:
    if _maybe(random):
        ends = {
            "predecessor_id": _id(random, workspace, WorkItem),
            "successor_id": _id(random, workspace, WorkItem),
        }
        return partial(work.add_link, **ends, kind=random.choice(list(LinkKind)), lag=random.randint(-3, 3))
    return partial(work.remove_link, link_id=_id(random, workspace, Dependency))


def _question(random: Random, workspace: Workspace, _today: date) -> Command:
    if _maybe(random):
        return partial(
            scope.put_in_question,
            item_ids=_items(random, workspace),
            why=random.choice(_TEXTS),
            effort=random.choice([None, None, 60, 480]),
            children=random.choice([(), (), _items(random, workspace)]),
        )
    project = _id(random, workspace, Project)
    return partial(scope.raise_idea, project_id=project, title=random.choice(_TEXTS), why="Fun", effort=480)


def _decide(random: Random, workspace: Workspace, today: date) -> Command:
    if not workspace.all(ScopeRequest):
        return _question(random, workspace, today)
    request, reason = _id(random, workspace, ScopeRequest), random.choice(["Needed", "Better so", "So be it", ""])
    statement = random.choice([None, *workspace.all(ScopeStatement)])
    together = [_id(random, workspace, ScopeRequest) for _ in range(2)]
    return random.choice(
        [
            partial(scope.reopen, decision_id=_id(random, workspace, Decision)),
            partial(scope.decide_all, request_ids=together, disposing=scope.drop, reason=reason),
            partial(
                scope.decide_all,
                request_ids=together,
                disposing=scope.move,
                reason=reason,
                project_id=_id(random, workspace, Project),
                unassign=[_id(random, workspace, Resource)],
            ),
            partial(
                scope.decide_all,
                request_ids=together,
                disposing=scope.keep,
                reason=reason,
                new_statement=random.choice(_TEXTS),
            ),
            partial(scope.keep, request_id=request, reason=reason, statement_id=statement),
            partial(scope.keep, request_id=request, reason=reason, new_statement=random.choice(_TEXTS)),
            partial(
                scope.move,
                request_id=request,
                reason=reason,
                project_id=_id(random, workspace, Project),
                shares=_brought(random, workspace, today),
            ),
            partial(
                scope.new_project,
                request_id=request,
                reason=reason,
                code=random.choice(["NEW", "new2", "SHT", "a-b"]),
                name="New",
            ),
            partial(scope.drop, request_id=request, reason=reason),
            partial(scope.postpone, request_id=request, reason=reason, until=_day(random, today)),
            partial(scope.withdraw, request_id=request),
        ]
    )


def _brought(random: Random, workspace: Workspace, today: date) -> tuple[Shift, ...]:
    """Now and then a share that comes along, mostly one that there is."""
    shares = list(workspace.all(Allocation).values())
    if not shares or _maybe(random):
        return ()
    one = random.choice(shares)
    percent = random.choice([one.percent, 10])
    return (
        Shift(
            resource_id=one.resource_id,
            from_id=one.project_id,
            to_id=None,
            percent=percent,
            start=max(one.start or today, today),
            finish=one.finish,
        ),
    )


def _staffing(random: Random, workspace: Workspace, today: date) -> Command:
    request = _id(random, workspace, StaffingRequest)
    if _maybe(random):
        values = {"project_id": _id(random, workspace, Project), "role": "Welder", "start": today}
        return partial(rows.create, entity=StaffingRequest, values=values)
    return random.choice(
        [
            partial(
                staffing.fill, request_id=request, resource_id=_id(random, workspace, Resource), reason="Asked"
            ),
            partial(
                staffing.fill,
                request_id=request,
                resource_id=_id(random, workspace, Resource),
                from_id=random.choice([None, _id(random, workspace, Project)]),
                percent=random.choice([20, 50]),
                start=today,
                finish=today + timedelta(random.randint(0, 20)),
                reason="A part",
            ),
            partial(staffing.escalate, request_id=request),
            partial(staffing.decline, request_id=request, answer="Nobody free"),
            partial(staffing.withdraw, request_id=request),
        ]
    )


def a_share(random: Random, workspace: Workspace, today: date) -> Command:
    """A shift of shares, a swap, one with work that changes hands, or a staffing request; often refused."""
    if random.random() < 0.3:
        return _staffing(random, workspace, today)
    shifts = [_shift(random, workspace, today) for _ in range(random.choice([1, 1, 2]))]
    hands_over = None
    assigned = [one for one in workspace.all(Assignment).values() if one.resource_id == shifts[0].resource_id]
    if assigned and random.random() < 0.3:
        given = random.choice(assigned)
        hands_over = HandOver(
            item_ids=(given.work_item_id,), from_id=given.resource_id, to_id=_id(random, workspace, Resource)
        )
    reason = random.choice(["Needed there", "Needed there", ""])
    return partial(shares.shift, shifts=shifts, reason=reason, hands_over=hands_over)


def _shift(random: Random, workspace: Workspace, today: date) -> Shift:
    held = list(workspace.all(Allocation).values())
    if held and _maybe(random):  # a part of a share that is there
        share = random.choice(held)
        start = max(share.start or today, today) + timedelta(random.randint(0, 6))
        ends = [share.finish, start + timedelta(random.randint(0, 10))]
        return Shift(
            resource_id=share.resource_id,
            from_id=share.project_id,
            to_id=random.choice([None, _id(random, workspace, Project)]),
            percent=random.randint(1, share.percent),
            start=start,
            finish=random.choice(ends),
        )
    return Shift(
        resource_id=_id(random, workspace, Resource),
        from_id=random.choice([None, None, _id(random, workspace, Project)]),
        to_id=_id(random, workspace, Project),
        percent=random.choice([10, 25, 60, 100]),
        start=_day(random, today),
        finish=random.choice([None, _day(random, today)]),
    )


def _accept(random: Random, _workspace: Workspace, today: date) -> Command:
    subject = random.choice(["late:1", "late:2"])
    if _maybe(random):
        return partial(needs.resume, subject=subject)
    return partial(needs.accept, subject=subject, until=_day(random, today), reason=random.choice(_TEXTS))


_MAKERS = (
    _create, _create, _edit, _edit, _delete, _quick_add, _quick_add, _outline, _outline, _figures, _figures,
    _people, _links, _question, _question, _decide, _decide, _decide, _staffing, a_share, a_share, _accept,
)  # fmt: skip
