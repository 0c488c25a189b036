"""Descriptions of entity fields: the one source of the schema, of validation and of the forms."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Any

TITLE_MOST = 500
LONG_MOST = 100_000
MOST = 2**53 - 1  # the largest whole number that JSON readers everywhere keep


class Kind(StrEnum):
    """What a field holds, hence how it is stored, typed in and shown."""

    TEXT = "text"  # str, one line
    LONG = "long"  # str, many lines
    WHOLE = "whole"  # int
    PERCENT = "percent"  # int, whole percent
    MINUTES = "minutes"  # int, effort in whole minutes
    DAYS = "days"  # int, working days
    MONEY = "money"  # int, minor units of the program's currency
    NUMBER = "number"  # str, a canonical decimal number such as "12.5", or ""
    DAY = "day"  # datetime.date
    CHOICE = "choice"  # a StrEnum
    REF = "ref"  # int, id of another entity's row
    FLAG = "flag"  # bool


class OnDelete(StrEnum):
    """What becomes of a row when the row that it refers to is deleted."""

    GOES = "goes"  # it goes with it
    CLEARS = "clears"  # its reference is emptied
    HOLDS = "holds"  # it keeps the other from being deleted


@dataclass(frozen=True, slots=True)
class Description:
    """One field of an entity, as everything that stores, checks or shows it needs it."""

    kind: Kind
    label: str
    required: bool = False
    least: int | None = None
    most: int | None = None
    choices: type[StrEnum] | None = None
    refers: str = ""  # the name of the entity class
    on_delete: OnDelete = OnDelete.GOES
    typed: bool = True  # the manager types it in a form; else commands set it
    hint: str = ""
    blank: bool = False  # a new form leaves it empty, since no figure is likelier than another
    in_hours: bool = False  # minutes shown as hours, and a bare number typed means hours


def _field(default: Any, **described: Any) -> Any:
    return field(default=default, metadata={"description": Description(**described)})


def text(label: str, *, required: bool = False, most: int = TITLE_MOST, typed: bool = True, hint: str = "") -> Any:
    """One line of text of at most ``most`` characters; empty is ""."""
    return _field("", kind=Kind.TEXT, label=label, required=required, most=most, typed=typed, hint=hint)


def long(label: str, *, required: bool = False, typed: bool = True, hint: str = "") -> Any:
    """Text of many lines; empty is ""."""
    return _field("", kind=Kind.LONG, label=label, required=required, most=LONG_MOST, typed=typed, hint=hint)


def whole(
    label: str, default: int | None, *, least: int = 0, most: int = MOST, typed: bool = True, hint: str = ""
) -> Any:
    """A whole number; required where the default is one."""
    required = default is not None
    return _field(
        default,
        kind=Kind.WHOLE,
        label=label,
        required=required,
        least=least,
        most=most,
        typed=typed,
        hint=hint,
    )


def percent(label: str, default: int, *, least: int = 0, most: int = 100, hint: str = "") -> Any:
    """Whole percent."""
    return _field(default, kind=Kind.PERCENT, label=label, required=True, least=least, most=most, hint=hint)


def minutes(label: str, default: int | None = None, *, hint: str = "") -> Any:
    """Effort in whole minutes; required where there is a default."""
    required = default is not None
    return _field(default, kind=Kind.MINUTES, label=label, required=required, least=0, most=10**9, hint=hint)


def hours_a_day(label: str, default: int) -> Any:
    """Whole minutes of one day, shown and typed in hours."""
    return _field(default, kind=Kind.MINUTES, label=label, required=True, least=1, most=24 * 60, in_hours=True)


def days(label: str, default: int | None = None, *, least: int = 0, most: int = 10_000, hint: str = "") -> Any:
    """A number of working days; required where there is a default."""
    required = default is not None
    return _field(default, kind=Kind.DAYS, label=label, required=required, least=least, most=most, hint=hint)


def money(label: str, default: int | None = None, *, least: int = 0, hint: str = "", blank: bool = False) -> Any:
    """Minor units of the program's currency; required where there is a default."""
    required = default is not None
    return _field(
        default, kind=Kind.MONEY, label=label, required=required, least=least, most=MOST, hint=hint, blank=blank
    )


def number(label: str, *, hint: str = "") -> Any:
    """A measured decimal number, kept as its canonical text; empty is ""."""
    return _field("", kind=Kind.NUMBER, label=label, most=40, hint=hint)


def day(label: str, *, required: bool = False, typed: bool = True, hint: str = "") -> Any:
    """A calendar day."""
    return _field(None, kind=Kind.DAY, label=label, required=required, typed=typed, hint=hint)


def choice(label: str, default: StrEnum, *, typed: bool = True, hint: str = "") -> Any:
    """One value of an enumeration."""
    return _field(
        default, kind=Kind.CHOICE, label=label, required=True, choices=type(default), typed=typed, hint=hint
    )


def optional_choice(label: str, choices: type[StrEnum], *, typed: bool = True, hint: str = "") -> Any:
    """One value of an enumeration, or none."""
    return _field(None, kind=Kind.CHOICE, label=label, choices=choices, typed=typed, hint=hint)


def ref(
    label: str,
    refers: str,
    *,
    required: bool = True,
    on_delete: OnDelete = OnDelete.GOES,
    typed: bool = True,
    hint: str = "",
) -> Any:
    """The id of a row of the entity named ``refers``."""
    return _field(
        None,
        kind=Kind.REF,
        label=label,
        required=required,
        refers=refers,
        on_delete=on_delete,
        typed=typed,
        hint=hint,
    )


def flag(label: str, default: bool = False, *, typed: bool = True, hint: str = "") -> Any:
    """Yes or no."""
    return _field(default, kind=Kind.FLAG, label=label, required=True, typed=typed, hint=hint)


def values(choices: type[Enum]) -> Sequence[str]:
    """The stored values of an enumeration, in its order."""
    return [str(one.value) for one in choices]
