"""The table of each entity and the SQLModel class of its rows, from its description; the tables of the journal.

All are made at their first use, and with their rules only where the schema is written: most sessions need few.
"""

import threading
from functools import cache
from types import new_class
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    func,
)
from sqlmodel import Field, SQLModel

from pmtui.domain.entities import ENTITIES, Entity, described, entity_named
from pmtui.domain.fields import Description, Kind
from pmtui.store.constraints import characters, checks, is_integer, is_nullable


def _column(entity: type[Entity], name: str, description: Description) -> Column[Any]:
    kind = Integer if is_integer(description) else String
    leads_unique = any(group[0] == name and not _has_nulls(entity, group) for group in entity.unique)
    indexed = description.kind is Kind.REF and not leads_unique
    return Column(name, kind, nullable=is_nullable(description), index=indexed)


def _has_nulls(entity: type[Entity], group: tuple[str, ...]) -> bool:
    return any(is_nullable(described(entity)[name]) for name in group)


def _unique(entity: type[Entity], group: tuple[str, ...], table: Table) -> None:
    """A UNIQUE over the fields; over an index of expressions where one may be NULL, since NULLs never are equal."""
    if not _has_nulls(entity, group):
        table.append_constraint(UniqueConstraint(*group))
        return
    parts = [
        func.coalesce(table.c[name], 0) if is_nullable(described(entity)[name]) else table.c[name] for name in group
    ]
    Index(f"uq_{entity.table}_{'_'.join(group)}", *parts, unique=True)  # it finds the table by its columns


@cache
def _table(entity: type[Entity]) -> Table:
    version: Column[Any] = Column("version", Integer, CheckConstraint("version >= 0"), nullable=False)
    columns = [_column(entity, name, description) for name, description in described(entity).items()]
    key: Column[Any] = Column("id", Integer, primary_key=True)
    return Table(entity.table, SQLModel.metadata, key, version, *columns, sqlite_autoincrement=True)


@cache
def _rule(entity: type[Entity]) -> None:
    """Give the entity's table its rules."""
    table = _table(entity)  # type: ignore[arg-type]  # mypy takes its rows' hash for that of the class
    for name, rule in checks(entity):
        table.append_constraint(CheckConstraint(rule, name=f"ck_{entity.table}_{name}"))
    for group in entity.unique:
        _unique(entity, group, table)
    for name, description in described(entity).items():
        if description.kind is Kind.REF:
            referred = f"{entity_named(description.refers).table}.id"
            table.c[name].append_foreign_key(ForeignKey(referred, ondelete="RESTRICT"))


_MAKING = threading.RLock()  # each is made once, whichever thread asks first


def table_of(entity: type[Entity]) -> Table:
    """The entity's table without its rules, for queries that read or write rows without objects."""
    with _MAKING:
        return _table(entity)  # type: ignore[arg-type]


def schema() -> MetaData:
    """All tables with all rules, for what writes a schema."""
    with _MAKING:
        for entity in ENTITIES:
            _rule(entity)  # type: ignore[arg-type]
    return SQLModel.metadata


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


def model_of(entity: type[Entity]) -> type[SQLModel]:
    """The class of the entity's rows."""
    with _MAKING:
        return _model(entity)  # type: ignore[arg-type]


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
