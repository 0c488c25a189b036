"""Taking back one command out of the middle of the journal: what it did is undone, what others did since stays."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from pmtui.domain.entities import ENTITIES, Decision, Entity, Project
from pmtui.store import undoing
from pmtui.store.entries import Image
from pmtui.store.values import Plain

# A number that was given is never given again.
_KEPT: dict[type[Entity], frozenset[str]] = {Project: frozenset({"next_number"})}
# The words of a record may be bettered later: nothing depends on them.
_FREE: tuple[type[Entity], ...] = (Decision,)


def laid_on(connection: Connection, images: Iterable[Image]) -> tuple[Image, ...]:
    """The images as changes of the rows as they are now, in an order in which they can be made one by one.

    Of a row that the command changed only the fields that it changed are set back. Refused where one of those, or
    a row that it made, has changed since, or where another row refers to one that would go.
    """
    found = [_on(connection, one) for one in images]
    touched = {(one.entity, one.id) for one in found}
    for one in found:
        if one.after is None:
            undoing.check_unreferred(connection, one, touched)
    return _in_order(found)


def _on(connection: Connection, image: Image) -> Image:
    now = undoing.stored_plain(connection, image.entity, image.id)
    kept = _KEPT.get(image.entity, frozenset())
    if image.before is not None and image.after is not None:
        back = {
            name: value for name, value in image.after.items() if value != image.before[name] and name not in kept
        }
        undoing.check_unchanged(image, now, back)
        assert now is not None
        return Image(image.entity, image.id, now, {**now, **back})
    free = kept if image.entity not in _FREE else _names(image)
    undoing.check_unchanged(image, now, _names(image) - free)
    return Image(image.entity, image.id, now, image.after)


def _names(image: Image) -> frozenset[str]:
    values: Plain = image.before or image.after or {}
    return frozenset(values)


def _in_order(images: Sequence[Image]) -> tuple[Image, ...]:
    """Rows that come back after those that they refer to, rows that go before them."""
    rank = {entity: number for number, entity in enumerate(ENTITIES)}

    def place(image: Image) -> tuple[int, int, int]:
        turn = 0 if image.before is None else 2 if image.after is None else 1
        sign = -1 if turn == 2 else 1
        return turn, sign * rank[image.entity], sign * image.id

    return tuple(sorted(images, key=place))
