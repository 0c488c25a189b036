"""The table of each entity and the SQLModel class of its rows, from its description; the tables of the journal."""

import threading
from functools import cache
from types import new_class
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, func
from sqlmodel import Field, SQLModel

from pmtui.domain.entities import ENTITIES, Entity, described, entity_named
from pmtui.domain.fields import Description, Kind
from pmtui.store.constraints import characters, checks, is_integer, is_nullable


def _column(entity: type[Entity], name: str, description: Description) -> Column[Any]:
    kind = Integer if is_integer(description) else String
    arguments: list[Any] = []
    if description.kind is Kind.REF:
        arguments.append(ForeignKey(f"{entity_named(description.refers).table}.id", ondelete="RESTRICT"))
    leads_unique = any(group[0] == name and not _has_nulls(entity, group) for group in entity.unique)
    indexed = description.kind is Kind.REF and not leads_unique
    return Column(name, kind, *arguments, nullable=is_nullable(description), index=indexed)


def _has_nulls(entity: type[Entity], group: tuple[str, ...]) -> bool:
    return any(is_nullable(described(entity)[name]) for name in group)


def _unique(entity: type[Entity], group: tuple[str, ...], by_name: dict[str, Column[Any]]) -> Any:
    """A UNIQUE over the fields; over an index of expressions where one may be NULL, since NULLs never are equal."""
    if not _has_nulls(entity, group):
        return UniqueConstraint(*group)
    parts = [
        func.coalesce(by_name[name], 0) if is_nullable(described(entity)[name]) else by_name[name] for name in group
    ]
    return Index(f"uq_{entity.table}_{'_'.join(group)}", *parts, unique=True)


def _table(entity: type[Entity]) -> Table:
    version: Column[Any] = Column("version", Integer, CheckConstraint("version >= 0"), nullable=False)
    by_name: dict[str, Column[Any]] = {"id": Column("id", Integer, primary_key=True), "version": version}
    by_name |= {name: _column(entity, name, description) for name, description in described(entity).items()}
    constraints = [
        *(CheckConstraint(rule, name=f"ck_{entity.table}_{name}") for name, rule in checks(entity)),
        *(_unique(entity, group, by_name) for group in entity.unique),
    ]
    return Table(entity.table, SQLModel.metadata, *by_name.values(), *constraints, sqlite_autoincrement=True)


_TABLES = {entity: _table(entity) for entity in ENTITIES}


def table_of(entity: type[Entity]) -> Table:
    """The entity's table, for queries that read or write rows without objects."""
    return _TABLES[entity]


@cache
def _model(entity: type[Entity]) -> type[SQLModel]:
    table = table_of(entity)
    types: dict[str, Any] = {"id": int | None, "version": int}
    for name, description in described(entity).items():
        types[name] = (int if is_integer(description) else str) | None

    def body(namespace: dict[str, Any]) -> None:
        namespace["__module__"] = __name__
        namespace["__doc__"] = f"The stored rows of {entity.__name__}."
        namespace["__table__"] = table
        # The version is the number of the journal entry that wrote the row last, set by the transaction:
        # so it rises with each change, also with an undo that brings a deleted row back.
        namespace["__mapper_args__"] = {"version_id_col": table.c.version, "version_id_generator": False}
        # A table model validates nothing, so the validators that take long to build are never asked for.
        namespace["model_config"] = {"defer_build": True}
        namespace["__annotations__"] = types
        for name in types:
            namespace[name] = Field(default=None, sa_column=table.c[name])

    return new_class(f"{entity.__name__}Row", (SQLModel,), {"table": True}, body)


_MAKING = threading.Lock()


def model_of(entity: type[Entity]) -> type[SQLModel]:
    """The class of the entity's rows, made at its first use: most sessions write few of the tables."""
    with _MAKING:  # once, whichever thread asks first
        return _model(entity)  # type: ignore[arg-type]  # mypy takes its rows' hash for that of the class


class JournalEntry(SQLModel, table=True):
    """One command, undo, redo or import, with the words that say what it did."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        CheckConstraint("kind IN ('command', 'undo', 'redo', 'import')", name="ck_journal_entry_kind"),
        CheckConstraint("state IN ('live', 'undone', 'cleared', 'history')", name="ck_journal_entry_state"),
        # With a modifier, only real moments equal themselves.
        CheckConstraint(
            "strftime('%Y-%m-%dT%H:%M:%f', at, '+0 days') || '+00:00' IS at", name="ck_journal_entry_at"
        ),
        CheckConstraint(
            f"typeof(label) = 'text' AND {characters('label', lines=True)}", name="ck_journal_entry_label"
        ),
        CheckConstraint("typeof(session) = 'text'", name="ck_journal_entry_session"),
        {"sqlite_autoincrement": True},
    )
    id: int = Field(primary_key=True)
    at: str  # UTC, ISO
    session: str
    kind: str
    state: str = Field(index=True)
    label: str
    of: int | None = Field(default=None, foreign_key="journal_entry.id", ondelete="RESTRICT")


class JournalImage(SQLModel, table=True):
    """A row as JSON before and after an entry, NULL where it did not exist."""

    __tablename__ = "journal_image"
    __table_args__ = (
        CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="ck_journal_image_any"),
        CheckConstraint("before IS NULL OR json_valid(before)", name="ck_journal_image_before"),
        CheckConstraint("after IS NULL OR json_valid(after)", name="ck_journal_image_after"),
        CheckConstraint("typeof(row_id) = 'integer'", name="ck_journal_image_row_id"),
        CheckConstraint("typeof(table_name) = 'text'", name="ck_journal_image_table_name"),
    )
    entry_id: int = Field(primary_key=True, foreign_key="journal_entry.id", ondelete="RESTRICT")
    sequence: int = Field(primary_key=True)
    table_name: str
    row_id: int
    before: str | None = None
    after: str | None = None
