"""What a deletion takes with it, empties, or is held by; read off the references of the entities."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pmtui.commands.fills import settle
from pmtui.commands.naming import called, counted, listed, named
from pmtui.commands.people import delete_assignment
from pmtui.commands.questions import release
from pmtui.domain.choices import RequestState
from pmtui.domain.entities import (
    ENTITIES,
    Allocation,
    Assignment,
    Entity,
    FormerNumber,
    ScopeRequest,
    Snapshot,
    StaffingRequest,
    WorkItem,
    described,
)
from pmtui.domain.fields import Kind, OnDelete
from pmtui.domain.workspace import Workspace
from pmtui.store.transaction import Transaction

# Rows that nobody made by hand: they go silently with what they belong to.
_BOOKKEEPING = (FormerNumber, Snapshot)


@dataclass(frozen=True, slots=True)
class Consequences:
    """What deleting ``rows`` does to other rows."""

    rows: tuple[Entity, ...]
    goes: tuple[Entity, ...]  # with the rows themselves, in the order to delete them in
    clears: tuple[tuple[Entity, tuple[str, ...]], ...]  # rows that stay, with the fields that are emptied
    reopened: tuple[StaffingRequest, ...]  # that lose a share which was given for them
    released: tuple[WorkItem, ...]  # that were in question only through a request that goes
    held: str  # one sentence why it cannot be done, or ""
    sentence: str  # what a confirmation asks about


def consequences(workspace: Workspace, rows: Iterable[Entity]) -> Consequences:
    """What deleting these rows takes with it; pure, from the references alone."""
    asked = tuple(dict.fromkeys(rows))
    goes: dict[tuple[type[Entity], int], Entity] = {(type(one), one.id): one for one in asked}
    clears: dict[tuple[type[Entity], int], list[str]] = {}
    holds: list[tuple[Entity, Entity]] = []
    queue = list(asked)
    for gone in queue:
        for other, field, on_delete in _referring(workspace, gone):
            key = (type(other), other.id)
            if on_delete is OnDelete.GOES and key not in goes:
                goes[key] = other
                queue.append(other)
            elif on_delete is OnDelete.CLEARS:
                clears.setdefault(key, []).append(field)
            elif on_delete is OnDelete.HOLDS:
                holds.append((gone, other))
    held = [(gone, other) for gone, other in holds if (type(other), other.id) not in goes]
    emptied = tuple(
        (row, tuple(fields))
        for (entity, id), fields in clears.items()
        if (entity, id) not in goes and (row := workspace.get(entity, id)) is not None
    )
    ordered = _in_order(workspace, tuple(goes.values()))
    reopened = _reopened(workspace, goes)
    released = _released(workspace, goes)
    sentence = _sentence(workspace, asked, ordered, (*(row for row, _ in emptied), *reopened), released)
    return Consequences(asked, ordered, emptied, reopened, released, _held(workspace, held), sentence)


def carry_out(tx: Transaction, what: Consequences) -> None:
    """Delete as told; what was in question only through a deleted request is in scope again."""
    going = {(type(one), one.id) for one in what.goes}
    for row, fields in what.clears:
        tx.edit(row, **dict.fromkeys(fields, None))
    for row in what.goes:
        if isinstance(row, Assignment) and (WorkItem, row.work_item_id) not in going:
            delete_assignment(tx, row)
        else:
            tx.delete(row)
    for item in what.released:
        release(tx, tx.get(WorkItem, item.id))
    for request in what.reopened:
        settle(tx, request.id)


def _reopened(workspace: Workspace, goes: Mapping[tuple[type[Entity], int], Entity]) -> tuple[StaffingRequest, ...]:
    ids = {one.request_id for one in goes.values() if isinstance(one, Allocation)}
    found = (workspace.get(StaffingRequest, id) for id in sorted(one for one in ids if one is not None))
    return tuple(one for one in found if one is not None and (StaffingRequest, one.id) not in goes)


def _released(workspace: Workspace, goes: Mapping[tuple[type[Entity], int], Entity]) -> tuple[WorkItem, ...]:
    open_ones = [
        one for one in goes.values() if isinstance(one, ScopeRequest) and one.state is not RequestState.DECIDED
    ]
    found = (workspace.get(WorkItem, one.work_item_id) for one in open_ones)
    return tuple(one for one in found if one is not None and (WorkItem, one.id) not in goes)


def _referring(workspace: Workspace, row: Entity) -> Iterable[tuple[Entity, str, OnDelete]]:
    for entity in ENTITIES:
        for name, description in described(entity).items():
            if description.kind is Kind.REF and description.refers == type(row).__name__:
                for other in workspace.where(entity, name, row.id):
                    yield other, name, description.on_delete


def _in_order(workspace: Workspace, rows: Sequence[Entity]) -> tuple[Entity, ...]:
    """Rows before those that they refer to: later entities first, and inner work items before outer ones."""
    rank = {entity: number for number, entity in enumerate(ENTITIES)}

    def depth(row: Entity) -> int:
        seen: set[int] = set()
        while isinstance(row, WorkItem) and row.parent_id is not None and row.id not in seen:
            seen.add(row.id)
            parent = workspace.get(WorkItem, row.parent_id)
            if parent is None:
                break
            row = parent
        return len(seen)

    return tuple(sorted(rows, key=lambda one: (-rank[type(one)], -depth(one), one.id)))


def _held(workspace: Workspace, holds: Sequence[tuple[Entity, Entity]]) -> str:
    if not holds:
        return ""
    gone, other = holds[0]
    more = f" and {len(holds) - 1} more" if len(holds) > 1 else ""
    return (
        f"The {named(workspace, gone)} stays, since the {named(workspace, other)}{more} rests on it: "
        f"delete the {other.noun} first."
    )


def _sentence(
    workspace: Workspace,
    asked: Sequence[Entity],
    goes: Sequence[Entity],
    changed: Sequence[Entity],
    released: Sequence[WorkItem],
) -> str:
    own = {(type(one), one.id) for one in asked}
    count = Counter(type(one) for one in goes if (type(one), one.id) not in own)
    inside = any(isinstance(one, WorkItem) for one in asked)
    parts = []
    for entity in ENTITIES:
        if count[entity] and entity not in _BOOKKEEPING:
            where = " inside it" if entity is WorkItem and inside and len(asked) == 1 else ""
            parts.append(counted(count[entity], entity.noun) + where)
    told = f"Deletes {_what(workspace, asked)}"
    if parts:
        told += f" with {_joined(parts)}"
    stays = Counter(type(row) for row in changed)
    back = listed([workspace.name_of(one) for one in released])
    back += f" {'is' if len(released) == 1 else 'are'} in scope again"
    what = (told, *(_stays(entity, number) for entity, number in stays.items()), *[back] * bool(released))
    return "; ".join(what) + "."


def _what(workspace: Workspace, asked: Sequence[Entity]) -> str:
    if len(asked) == 1:
        return named(workspace, asked[0])
    kinds = Counter(one.noun for one in asked)
    names = listed([_short(workspace, one) for one in asked])
    return f"{_joined([counted(number, noun) for noun, number in kinds.items()])} ({names})"


def _short(workspace: Workspace, row: Entity) -> str:
    return workspace.name_of(row) if isinstance(row, WorkItem) else called(workspace, row)


def _stays(entity: type[Entity], number: int) -> str:
    one = number == 1
    if entity is ScopeRequest:
        return f"{counted(number, entity.noun)} {'keeps its' if one else 'keep their'} text without it"
    if entity is StaffingRequest:
        return f"{counted(number, entity.noun)} {'is' if one else 'are'} changed by it"
    return f"{counted(number, entity.noun)} {'stays' if one else 'stay'} without it"


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
