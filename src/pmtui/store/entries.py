"""What the journal tells of commands: values alone, for all who do not read or write it themselves."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pmtui.domain.entities import ENTITIES, Entity
from pmtui.store.values import Plain

Touched = tuple[tuple[type[Entity], int], ...]


class EntryKind(StrEnum):
    COMMAND = "command"
    UNDO = "undo"
    REDO = "redo"
    IMPORT = "import"


class EntryState(StrEnum):
    LIVE = "live"  # can be undone
    UNDONE = "undone"  # can be redone
    CLEARED = "cleared"  # was undone, and a later command took its place
    HISTORY = "history"  # cannot be undone: an undo, a redo, an import, or from before an import


@dataclass(frozen=True, slots=True)
class Image:
    """A row before and after a command; None where it did not exist."""

    entity: type[Entity]
    id: int
    before: Plain | None
    after: Plain | None

    def turned(self) -> "Image":
        """The image of the opposite change."""
        return Image(self.entity, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did: its label, the head after it, and the rows; no rows where it changed nothing."""

    label: str
    head: int
    added: Touched = ()
    touched: Touched = ()  # also those added and deleted


@dataclass(frozen=True, slots=True)
class Undoable:
    """The command that undo or redo would take next."""

    entry: int
    label: str
    foreign: bool  # another session made it, perhaps one that has ended


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A journal entry as the history shows it."""

    entry: int
    at: datetime  # UTC
    kind: EntryKind
    state: EntryState
    label: str
    touched: Touched
    belonging: frozenset[tuple[type[Entity], int]]  # what the touched rows referred to, before or after


TABLE_ENTITIES = {entity.table: entity for entity in ENTITIES}  # whose rows a table holds
