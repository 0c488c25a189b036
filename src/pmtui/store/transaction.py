"""What a command may do to the rows: read, add, edit, delete, in one transaction whose images are kept."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pmtui.domain.entities import Entity, described, entity_named
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Kind
from pmtui.domain.text import clean, with_article
from pmtui.domain.validation import check
from pmtui.domain.workspace import Workspace
from pmtui.store.entries import Image, Touched
from pmtui.store.values import Plain, columns, plain, plain_value, row_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from sqlmodel import SQLModel

E = TypeVar("E", bound=Entity)


class Transaction:
    """The rows as of now, and the only way for a command to change them.

    ``entry`` is the id of the journal entry to come, and becomes the version of every row written. Each write
    reaches the database at once, so that what is read next, also by query, is as of now. ``known`` is the
    workspace as of the begin of the transaction, for who has it already; what is read comes from it then. Commands
    name this class, and the screens them: so the tables are imported where a command is run, not where it is known.
    """

    def __init__(self, session: "Session", today: date, entry: int, known: Workspace | None = None) -> None:
        self.today = today
        self._session = session
        self._entry = entry
        self._before: dict[tuple[type[Entity], int], Plain | None] = {}
        self._after: dict[tuple[type[Entity], int], Plain | None] = {}
        self._workspace = known
        self._unseen: dict[tuple[type[Entity], int], Entity | None] = {}  # written since ``_workspace``
        self._written: list[SQLModel] = []  # held, so that the session need not read them again

    def do(self, command: "Callable[[Transaction], str]") -> str:
        """Run a command; its label, without the controls in what it quotes of what was typed."""
        return clean(command(self), long=True).text

    def get(self, entity: type[E], id: int) -> E:
        """The row of that id; Refused where it is gone."""
        if self._workspace is None:
            return row_of(entity, self._values(entity, self._stored(entity, id)))
        row = self._unseen.get((entity, id), self._workspace.get(entity, id))
        if row is None:
            raise _gone(entity)
        return cast(E, row)

    def find(self, entity: type[E], **where: object) -> tuple[E, ...]:
        """The rows whose fields equal the given values (None: empty), in order of id."""
        if self._workspace is not None:
            return _where(self.workspace(), entity, where)
        from sqlalchemy import select

        from pmtui.store.tables import model_of, table_of

        table = model_of(entity)
        column = table_of(entity).c
        query = select(table).order_by(column.id)
        for name, value in where.items():
            query = query.where(column[name] == plain_value(value))
        rows = self._session.execute(query).scalars()
        return tuple(row_of(entity, self._values(entity, row)) for row in rows)

    def add(self, entity: type[E], **values: object) -> E:
        """Store a new row, with defaults for what is not given; Refused by field where a value is not allowed."""
        return self._insert(entity, values, None)

    def _insert(self, entity: type[E], values: Mapping[str, object], id: int | None) -> E:
        from pmtui.store.tables import model_of

        cleaned = check(entity, values)
        self._check_others(entity, cleaned, dict.fromkeys(cleaned), own=None)
        plain_values = {name: plain_value(value) for name, value in cleaned.items()}
        stored = model_of(entity)(id=id, version=self._entry, **plain_values)
        self._session.add(stored)
        self._session.flush()
        self._written.append(stored)
        row = row_of(entity, self._values(entity, stored))
        self._note(entity, row.id, None, row)
        return row

    def edit(self, row: E, **changes: object) -> E:
        """Change fields of a row, whatever else the row holds; the same values write nothing.

        Refused by field where a value is not allowed, or where the row was changed since ``row`` was read.
        """
        entity = type(row)
        stored = self._stored(entity, row.id)
        current = row_of(entity, self._values(entity, stored))
        if current.version not in (row.version, self._entry):
            raise Refused(f"This {entity.noun} was changed meanwhile: look at it again before you change it.")
        before = plain(current)
        names = described(entity)
        cleaned = check(entity, {name: getattr(current, name) for name in names} | changes)
        changed = {name: value for name, value in cleaned.items() if plain_value(value) != before[name]}
        if not changed:
            return current
        self._check_others(entity, cleaned, changed, own=row.id)
        for name, value in changed.items():
            setattr(stored, name, plain_value(value))
        stored.version = self._entry
        self._session.flush()
        edited = row_of(entity, self._values(entity, stored))
        self._note(entity, row.id, before, edited)
        return edited

    def delete(self, row: Entity) -> None:
        """Delete just that row: a row that still refers to it makes the whole transaction fail."""
        entity = type(row)
        stored = self._stored(entity, row.id)
        before = plain(row_of(entity, self._values(entity, stored)))
        self._session.delete(stored)
        self._session.flush()
        self._note(entity, row.id, before, None)

    def take_back(self, entity: type[Entity], id: int) -> Touched:
        """Undo the command that made this row, leaving what others did since; returns the rows that it touched.

        Refused, naming it, where something has changed since that depends on it.
        """
        from pmtui.store import journal, taking_back, undoing

        entry = journal.entry_that_added(self._session, entity, id)
        if entry is None:
            raise Refused("This cannot be taken back: it was done before an import, or is undone already.")
        turned = tuple(image.turned() for image in journal.images_of(self._session, entry.id))
        images = (*turned, *undoing.snapshots_of_removed(self._session, turned))
        for image in taking_back.laid_on(self._session.connection(), images):
            self._set_back(image)
        return tuple((image.entity, image.id) for image in turned)

    def _set_back(self, image: Image) -> None:
        if image.after is None:
            self.delete(self.get(image.entity, image.id))
            return
        stored = image.after | {"version": self._entry}
        row = row_of(image.entity, [stored[name] for name in columns(image.entity)])
        values = {name: getattr(row, name) for name in described(image.entity)}
        if image.before is None:
            self._insert(image.entity, values, image.id)
        else:
            self.edit(self.get(image.entity, image.id), **values)

    def workspace(self) -> Workspace:
        """Everything as of now, within this transaction: loaded once, then kept up with what is written."""
        from pmtui.store.engine import driver_of
        from pmtui.store.loading import load

        if self._workspace is None:
            self._workspace = load(driver_of(self._session))
        elif self._unseen:
            self._workspace = self._workspace.changed(self._unseen)
        self._unseen = {}
        return self._workspace

    def images(self) -> tuple[Image, ...]:
        """What has changed so far: each row as it was at the start and as it is now, where these differ."""
        return tuple(
            Image(entity, id, before, self._after[entity, id])
            for (entity, id), before in self._before.items()
            if before != self._after[entity, id]
        )

    def _stored(self, entity: type[Entity], id: int) -> "SQLModel":
        from pmtui.store.tables import model_of

        stored = self._session.get(model_of(entity), id)
        if stored is None:
            raise _gone(entity)
        self._written.append(stored)
        return stored

    def _is_there(self, entity: type[Entity], id: int) -> bool:
        from pmtui.store.tables import model_of

        if self._workspace is None:
            return self._session.get(model_of(entity), id) is not None
        return self._unseen.get((entity, id), self._workspace.get(entity, id)) is not None

    def _values(self, entity: type[Entity], stored: "SQLModel") -> list[Any]:
        return [getattr(stored, name) for name in columns(entity)]

    def _note(self, entity: type[Entity], id: int, before: Plain | None, after: Entity | None) -> None:
        self._before.setdefault((entity, id), before)
        self._after[entity, id] = None if after is None else plain(after)
        self._unseen[entity, id] = after

    def _check_others(
        self, entity: type[Entity], values: Mapping[str, Any], changed: Mapping[str, Any], own: int | None
    ) -> None:
        """Refuse a reference to what is not there, and values that another row has and that must be unique."""
        wrong: dict[str, str] = {}
        descriptions = described(entity)
        for name in changed:
            description = descriptions[name]
            if description.kind is not Kind.REF or values[name] is None:
                continue
            target = entity_named(description.refers)
            if not self._is_there(target, values[name]):
                wrong[name] = f"{description.label}: that {target.noun} is gone."
            elif target is entity and values[name] == own:
                wrong[name] = f"{description.label}: {with_article(entity.noun)} cannot refer to itself."
        for group in entity.unique:
            if changed.keys() & set(group):
                twins = self.find(entity, **{name: values[name] for name in group})
                if any(one.id != own for one in twins):
                    wrong[group[-1]] = _taken(entity, group, values)
        if wrong:
            raise Refused(" ".join(wrong.values()), wrong)


def _gone(entity: type[Entity]) -> Refused:
    return Refused(f"That {entity.noun} is gone: it was deleted meanwhile.")


def _where(workspace: Workspace, entity: type[E], where: Mapping[str, object]) -> tuple[E, ...]:
    if not where:
        return tuple(workspace.all(entity).values())
    (first, value), *others = where.items()
    rows = workspace.where(entity, first, value)
    return tuple(row for row in rows if all(getattr(row, name) == wanted for name, wanted in others))


def _taken(entity: type[Entity], group: tuple[str, ...], values: Mapping[str, Any]) -> str:
    last = described(entity)[group[-1]]
    noun = with_article(entity.noun)
    if last.kind in (Kind.REF, Kind.CHOICE):
        return f"There is such {noun} already: change that one."
    return f"There is {noun} with {last.label.lower()} {values[group[-1]]} already: choose another."
