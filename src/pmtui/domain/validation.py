"""The one check of an entity's values, whether typed, imported or set by a command."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pmtui.domain.entities import Entity, described
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Description, Kind, values
from pmtui.domain.text import clean, with_article

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class _Wrong(Exception):
    """A value is not allowed: the rest of the sentence that began with the field's label."""


def check(entity: type[Entity], given: Mapping[str, object], *, strict: bool = False) -> dict[str, Any]:
    """Every field's value, cleaned and of its type, with the default where none is given.

    ``strict`` refuses characters that may not be stored instead of removing them, as imports do.
    Raises Refused with a sentence for each field at fault. References and uniqueness need the other rows: see
    the store's transaction.
    """
    descriptions = described(entity)
    wrong: dict[str, str] = {}
    cleaned: dict[str, Any] = {}
    for name in given:
        if name not in descriptions:
            wrong[name] = f"{with_article(entity.noun).capitalize()} has no field {name!r}."
    defaults = {one.name: one.default for one in fields(entity)}
    for name, description in descriptions.items():
        try:
            cleaned[name] = _value(description, given.get(name, defaults[name]), strict)
        except _Wrong as error:
            wrong[name] = f"{description.label} {error}."
    for first, second in entity.in_order:
        earlier, later = cleaned.get(first), cleaned.get(second)
        if earlier is not None and later is not None and earlier > later:
            labels = descriptions[second].label, descriptions[first].label.lower()
            wrong[second] = f"{labels[0]} ({later}) is before {labels[1]} ({earlier})."
    if wrong:
        raise Refused(" ".join(wrong.values()), wrong)
    return cleaned


def _value(description: Description, value: object, strict: bool) -> Any:
    if value is None or value == "":
        if description.required:
            raise _Wrong("is needed")
        return "" if description.kind in (Kind.TEXT, Kind.LONG, Kind.NUMBER) else None
    match description.kind:
        case Kind.TEXT | Kind.LONG:
            return _text(description, value, strict)
        case Kind.NUMBER:
            return _number(description, value)
        case Kind.DAY:
            return _day(value)
        case Kind.CHOICE:
            return _choice(description, value)
        case Kind.FLAG:
            if not isinstance(value, bool):
                raise _Wrong("must be yes or no")
            return value
    return _whole(description, value)


def _text(description: Description, value: object, strict: bool) -> str:
    if not isinstance(value, str):
        raise _Wrong("must be text")
    cleaned = clean(value, long=description.kind is Kind.LONG)
    if strict and cleaned.removed:
        raise _Wrong("has control characters")
    if description.required and not cleaned.text:
        raise _Wrong("is needed")
    assert description.most is not None
    if len(cleaned.text) > description.most:
        raise _Wrong(f"has {len(cleaned.text):,} characters; at most {description.most:,} are kept")
    return cleaned.text


def _number(description: Description, value: object) -> str:
    if not isinstance(value, str) or not _NUMBER.fullmatch(value) or not value.isascii():
        raise _Wrong("must be a number, such as 12.5")
    assert description.most is not None
    if len(value) > description.most:
        raise _Wrong(f"has too many digits; at most {description.most} are kept")
    number = Decimal(value)
    text = format(number, "f") if number else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(value: object) -> date:
    # A datetime is a date to isinstance, but no day.
    if type(value) is not date:
        raise _Wrong("must be a day, such as 2027-02-01")
    return value


def _choice(description: Description, value: object) -> StrEnum:
    assert description.choices is not None
    if not isinstance(value, str) or value not in values(description.choices):
        raise _Wrong(f"must be one of: {', '.join(values(description.choices))}")
    return description.choices(value)


def _whole(description: Description, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Wrong("must be a whole number" if description.kind is not Kind.REF else "must be a row's id")
    least, most = description.least, description.most
    if description.kind is Kind.REF:
        least, most = 1, 2**63 - 1
    assert least is not None
    assert most is not None
    if not least <= value <= most:
        raise _Wrong(f"must be {_between(description.kind, least, most)}")
    return value


def _between(kind: Kind, least: int, most: int) -> str:
    """The bounds as a person reads them: in days and hours, in money without a currency, without silly limits."""
    if most < 10**6 and kind is not Kind.MONEY:
        return f"from {least} to {most}"
    if kind is Kind.MINUTES and least > 0:
        return "more than nothing"
    if least == 0:
        return "0 or more, and not as large"
    return "nearer to 0"
