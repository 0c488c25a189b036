"""What every entity has."""

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A row of a table; ``id`` is never reused, and 0 in a row that is not stored yet."""

    table: ClassVar[str]
    noun: ClassVar[str]  # the term, as it reads inside a sentence
    unique: ClassVar[tuple[tuple[str, ...], ...]] = ()
    in_order: ClassVar[tuple[tuple[str, str], ...]] = ()  # pairs of days: the first not after the second
    journaled: ClassVar[bool] = True  # part of undo

    id: int = 0
    version: int = field(default=1, compare=False)  # rises with each change, so that an old form is noticed
