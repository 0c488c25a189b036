"""Who comes along when work moves to another project: whoever brings a share, stays assigned, or is taken off."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pmtui.commands import outline, shares
from pmtui.commands.people import take_off
from pmtui.domain.entities import Assignment, Project, Resource, WorkItem
from pmtui.domain.errors import Refused
from pmtui.domain.shares import Shift
from pmtui.store.transaction import Transaction


def bring(tx: Transaction, brought: Sequence[Shift], target_id: int) -> list[str]:
    """Shift shares to the project that work moves to; tells whose, and who is promised too much by that.

    Refused, by the field ``share_`` and the resource's id, where the source holds less.
    """
    to_target = [replace(one, to_id=target_id) for one in brought]
    before = shares.promised_beyond(tx, to_target)
    told = []
    for one in to_target:
        try:
            more = shares.carry_out(tx, one)
        except Refused as no:
            raise Refused(no.sentence, {f"share_{one.resource_id}": next(iter(no.fields.values()), "")}) from no
        source = tx.get(Project, one.from_id).code if one.from_id is not None else "free time"
        told.append(f"{tx.get(Resource, one.resource_id).name} brings {one.percent} % from {source}")
        told += more
    over = shares.overload_words(tx, before, shares.promised_beyond(tx, to_target))
    return [*told, *filter(None, (over,))]


def take_off_all(tx: Transaction, item: WorkItem, resource_ids: Iterable[int]) -> list[str]:
    """Take resources off an item and all that is inside it; tells whom."""
    told = []
    inside = {one.id for one in outline.subtree(tx, item)}
    for id in sorted(set(resource_ids)):
        found = [one for one in tx.find(Assignment, resource_id=id) if one.work_item_id in inside]
        for staff in found:
            take_off(tx, staff)
        told += [f"{tx.get(Resource, id).name} is off it"] * bool(found)
    return told
