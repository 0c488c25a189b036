"""Shares between projects: taking part of a person's time from one and giving it to another, with its record.

A command takes what the source holds and never more, splits and merges the shares as needed, and conserves them:
each day the target gains what the source loses, save where one of the two is the person's free time.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from pmtui.commands import people, rules
from pmtui.commands.decisions import record
from pmtui.commands.fills import settle
from pmtui.commands.naming import called, item_name, listed
from pmtui.commands.rows import noted
from pmtui.commands.share_rules import refuse_shift, span_words
from pmtui.domain.choices import AllocationStatus, DecisionKind
from pmtui.domain.entities import Allocation, Assignment, Project, Resource, WorkItem
from pmtui.domain.entry import show_hours, show_minutes
from pmtui.domain.errors import Refused
from pmtui.domain.load import OVERLOAD_WEEKS, overload_ahead
from pmtui.domain.shares import HandOver, Shift, Span, common, less, span_of, summed, worked
from pmtui.domain.working import at_work
from pmtui.store.transaction import Transaction


def shift(
    tx: Transaction,
    *,
    shifts: Sequence[Shift],
    reason: str,
    hands_over: HandOver | None = None,
    options: str = "",
    decided_by: str = "",
) -> str:
    """Shift shares in one step, with the work that changes hands; two shifts are a swap.

    Refused where a source holds less than is taken. Promising more than a person has is allowed: the label and
    the decision say how many hours it is.
    """
    if not shifts:
        raise Refused("Choose a share to shift.")
    before = promised_beyond(tx, shifts)
    told = dict.fromkeys(one for each in shifts for one in carry_out(tx, each))
    words = "; ".join(_words(tx, one) for one in shifts)
    if hands_over is not None:
        words += f"; {_hand_over(tx, hands_over)}"
    over = overload_words(tx, before, promised_beyond(tx, shifts))
    last = shifts[-1]
    project_id = last.to_id if last.to_id is not None else last.from_id
    assert project_id is not None  # ``carry_out`` has refused a shift from free time to free time
    who = listed(list(dict.fromkeys(tx.get(Resource, one.resource_id).name for one in shifts)))
    record(
        tx,
        tx.get(Project, project_id),
        DecisionKind.RESOURCE,
        title=f"{'Share' if len(shifts) == 1 else 'Shares'} of {who}",
        chosen="; ".join(filter(None, (words, over))),
        reason=reason,
        options=options,
        decided_by=decided_by,
        effective_from=min(one.start for one in shifts),
    )
    return noted(words, "; ".join(filter(None, (over, *told))))


def _hand_over(tx: Transaction, what: HandOver) -> str:
    """Put one resource in the place of another on work items; the time spent there stays with who spent it."""
    giver, taker = tx.get(Resource, what.from_id), tx.get(Resource, what.to_id)
    names, spent = [], 0
    for item_id in what.item_ids:
        name = item_name(tx, tx.get(WorkItem, item_id))
        given = at_work(tx.find(Assignment, work_item_id=item_id, resource_id=giver.id))
        taken = tx.find(Assignment, work_item_id=item_id, resource_id=taker.id)
        if not given:
            raise Refused(f"{giver.name} is not assigned to {name} any more: look at it again.")
        if at_work(taken):
            raise Refused(f"{taker.name} is assigned to {name} already: choose somebody else.")
        units = min(given[0].units, taker.units * 100)
        if taken:
            rules.change(tx, taken[0], {"units": units})
        else:
            rules.add(tx, Assignment, {"work_item_id": item_id, "resource_id": taker.id, "units": units})
        spent += given[0].spent
        people.take_off(tx, given[0])
        names.append(name)
    stays = f" (the {show_minutes(spent)} spent there stay with {giver.name})" if spent else ""
    return f"{taker.name} takes over {listed(names)} from {giver.name}{stays}"


def carry_out(tx: Transaction, what: Shift, *, request_id: int | None = None) -> tuple[str, ...]:
    """Move a share, where asked for as the one that fills a staffing request; what else came of it, for a label."""
    refuse_shift(tx, what)
    given: Sequence[Span] = (Span(what.start, what.finish, what.percent),)
    told: list[str] = []
    if what.from_id is not None:
        given = _take(tx, what, what.from_id, told)
    if what.to_id is not None:
        resource = tx.get(Resource, what.resource_id)
        _give(tx, what.resource_id, what.to_id, given, request_id)
        told.append(people.plan_by_shares(tx, resource))
    return tuple(filter(None, told))


def promised_beyond(tx: Transaction, shifts: Iterable[Shift]) -> dict[int, int]:
    """The minutes that each person in the shifts is promised beyond what there is, from their first day on."""
    workspace = tx.workspace()
    ids = {tx.get(Resource, one.resource_id).id for one in shifts}
    return {
        id: overload_ahead(workspace, id, min(one.start for one in shifts if one.resource_id == id)) for id in ids
    }


def overload_words(tx: Transaction, before: dict[int, int], after: dict[int, int]) -> str:
    """Whom a decision promises beyond what there is, and by how many hours more than before."""
    told = [
        f"{tx.get(Resource, id).name} is promised {show_hours(minutes - before.get(id, 0))} more than there is"
        for id, minutes in sorted(after.items())
        if minutes > before.get(id, 0)
    ]
    return f"{' and '.join(told)} within {OVERLOAD_WEEKS} weeks" if told else ""


def _take(tx: Transaction, what: Shift, project_id: int, told: list[str]) -> tuple[Span, ...]:
    """Take a percentage from a project, first from what fills no staffing request; the spans that were taken."""
    shares = committed(tx, what.resource_id, project_id)
    wanted = (Span(what.start, what.finish, what.percent),)
    given = common(wanted, summed(span_of(one) for one in shares))
    short = worked(less(wanted, given), tx.workspace().calendar)
    if short:
        _refuse_short(tx, what, project_id, short[0])
    left = given
    for request_id in sorted({one.request_id for one in shares}, key=lambda one: (one is not None, -(one or 0))):
        rows = [one for one in shares if one.request_id == request_id]
        held = summed(span_of(one) for one in rows)
        part = common(held, left)
        if part:
            _rewrite(tx, rows, less(held, part), rows[0])
            left = less(left, part)
            told.append(settle(tx, request_id))
    return given


def _give(
    tx: Transaction, resource_id: int, project_id: int, spans: Sequence[Span], request_id: int | None
) -> None:
    rows = [one for one in committed(tx, resource_id, project_id) if one.request_id == request_id]
    held = summed([*(span_of(one) for one in rows), *spans])
    _refuse_over_full(tx, resource_id, project_id, held)
    like = Allocation(
        resource_id=resource_id,
        project_id=project_id,
        status=AllocationStatus.COMMITTED,
        request_id=request_id,
    )
    _rewrite(tx, rows, held, like)
    settle(tx, request_id)


def committed(tx: Transaction, resource_id: int, project_id: int) -> list[Allocation]:
    """The committed shares of a resource in a project, in order of their days."""
    found = tx.find(Allocation, resource_id=resource_id, project_id=project_id, status=AllocationStatus.COMMITTED)
    return sorted(found, key=lambda one: (one.start or date.min, one.id))


def _rewrite(tx: Transaction, rows: Sequence[Allocation], spans: Sequence[Span], like: Allocation) -> None:
    """Make these shares hold these spans: those that are right stay, others are changed, made or deleted."""
    left = list(rows)
    wanted = list(spans)
    for row in rows:
        if span_of(row) in wanted:
            wanted.remove(span_of(row))
            left.remove(row)
    for span in wanted:
        values = {"start": span.start, "finish": span.finish, "percent": span.percent}
        if left:
            tx.edit(left.pop(0), **values)
        else:
            tx.add(
                Allocation,
                resource_id=like.resource_id,
                project_id=like.project_id,
                status=like.status,
                request_id=like.request_id,
                **values,
            )
    for row in left:
        tx.delete(row)


def _refuse_short(tx: Transaction, what: Shift, project_id: int, short: Span) -> None:
    name, code = tx.get(Resource, what.resource_id).name, tx.get(Project, project_id).code
    held = what.percent - short.percent
    when = span_words(max(short.start, what.start), short.finish)
    if not held:
        sentence = f"{name} has no share of {code} {when}: choose other days or another project to take it from."
        raise Refused(sentence, {"start": f"no share of {code} {when}"})
    raise Refused(
        f"{name} has {held} % of {code} {when}, not {what.percent} %: take at most {held} %.",
        {"percent": f"{code} holds {held} % {when}"},
    )


def _refuse_over_full(tx: Transaction, resource_id: int, project_id: int, held: Iterable[Span]) -> None:
    full = next((one for one in held if one.percent > 100), None)
    if full is not None:
        name, code = tx.get(Resource, resource_id).name, tx.get(Project, project_id).code
        when = span_words(full.start, full.finish)
        raise Refused(
            f"{name} would have {full.percent} % of {code} {when}: a project gets at most 100 % of anybody.",
            {"percent": f"{full.percent} % of {code} {when}"},
        )


def _words(tx: Transaction, what: Shift) -> str:
    name, when = tx.get(Resource, what.resource_id).name, span_words(what.start, what.finish)
    source = "free time" if what.from_id is None else called(tx, tx.get(Project, what.from_id))
    target = "free time" if what.to_id is None else called(tx, tx.get(Project, what.to_id))
    if what.to_id is None:
        return f"Freed {what.percent} % of {name} from {source} {when}"
    return f"Shifted {what.percent} % of {name} from {source} to {target} {when}"
