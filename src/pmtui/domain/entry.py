"""Reading what was typed into a field, and showing a field's value, both by the field's description."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from pmtui.domain.amounts import read_money, read_number, show_money
from pmtui.domain.days import read_day
from pmtui.domain.errors import Refused
from pmtui.domain.fields import TITLE_MOST, Description, Kind, values
from pmtui.domain.text import clean, with_article

DAYS_A_WEEK = 5  # working days

_EFFORT = re.compile(
    r"(\d{1,10}(?:[.,]\d{1,4})?)\s*(w|weeks?|d|days?|h|hours?|hrs?|m|min|minutes?)(?![a-z])",
    re.ASCII | re.IGNORECASE,
)
_WHOLE = re.compile(r"[+-]?\d{1,16}", re.ASCII)
_DECIMAL = re.compile(r"\d{1,7}(?:[.,]\d{1,4})?", re.ASCII)
_YES, _NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0")


@dataclass(frozen=True, slots=True)
class EntryContext:
    """What typed text is relative to: the status date, the program's currency, the minutes of a day."""

    today: date
    currency: str = "EUR"
    minutes_a_day: int = 480


def read(description: Description, typed: str, context: EntryContext) -> object:
    """The value of a field from what was typed; Refused with a sentence that says what to type instead.

    Nothing typed is "" in text and numbers, else None, and refused where the field is required.
    """
    if description.kind in (Kind.TEXT, Kind.LONG):
        return _read_text(description, typed)
    text = clean(typed, long=False).text
    if not text:
        return _nothing(description)
    value = _read_kind(description, text, context)
    if isinstance(value, int) and not isinstance(value, bool):
        _check_bounds(description, value, context)
    return value


def _nothing(description: Description) -> str | None:
    if description.required:
        raise Refused(f"{description.label} is needed: {_lower(_wanted(description))}")
    return "" if description.kind is Kind.NUMBER else None


def _read_kind(description: Description, text: str, context: EntryContext) -> object:
    match description.kind:
        case Kind.DAY:
            return read_day(text, context.today)
        case Kind.MINUTES:
            return _read_hours(text) if description.in_hours else read_minutes(text, context.minutes_a_day)
        case Kind.MONEY:
            return read_money(text, context.currency)
        case Kind.NUMBER:
            return _read_number(description, text)
        case Kind.PERCENT:
            return _read_units(text) if is_units(description) else _read_whole(description, text.rstrip("% "))
        case Kind.DAYS:
            return _read_days(description, text)
        case Kind.CHOICE:
            return _read_choice(description, text)
        case Kind.FLAG:
            return _read_flag(text)
        case _:
            return _read_whole(description, text)


def show(description: Description, value: object, context: EntryContext) -> str:
    """A value as a form shows it, such that ``read`` gives the same value again; "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, int):
        return str(value)
    match description.kind:
        case Kind.MINUTES:
            return _show_hours(value) if description.in_hours else show_minutes(value, context.minutes_a_day)
        case Kind.MONEY:
            return show_money(value, context.currency)
        case Kind.DAYS:
            return f"{value}d"
        case Kind.PERCENT:
            return show_units(value) if is_units(description) else f"{value}%"
        case _:
            return str(value)


def is_units(description: Description) -> bool:
    """Whether a percentage counts units of a resource, typed and shown as 0.5: those that may exceed 100."""
    return description.kind is Kind.PERCENT and (description.most or 0) > 100


def _read_text(description: Description, typed: str) -> str:
    text = clean(typed, long=description.kind is Kind.LONG).text
    if not text and description.required:
        raise Refused(f"{description.label} is needed: type it.")
    most = description.most or TITLE_MOST
    if len(text) > most:
        raise Refused(f"{description.label} has {len(text)} characters: shorten it to {most}.")
    return text


def read_minutes(typed: str, minutes_a_day: int = 480) -> int:
    """Whole minutes of effort from ``3d``, ``12h``, ``1.5d``, ``90m``, ``2w`` or ``1d 4h``; Refused otherwise.

    A week is five working days; a part of a minute is rounded half up.
    """
    text = typed.strip()
    sizes = {"w": DAYS_A_WEEK * minutes_a_day, "d": minutes_a_day, "h": 60, "m": 1}
    total, end = Decimal(0), 0
    for found in _EFFORT.finditer(text):
        if text[end : found.start()].strip(" ,+"):
            break
        total += Decimal(found[1].replace(",", ".")) * sizes[found[2][0].lower()]
        end = found.end()
    if end == 0 or end < len(text):
        raise Refused("Type an effort such as 3d, 12h or 1d 4h.")
    return int(total.to_integral_value(ROUND_HALF_UP))


def show_minutes(minutes: int | None, minutes_a_day: int = 480) -> str:
    """Effort in days, hours and minutes, whichever there are: ``3d``, ``2d 4h``, ``30m``; a dash for None."""
    if minutes is None:
        return "–"
    days, rest = divmod(abs(minutes), minutes_a_day)
    hours, rest = divmod(rest, 60)
    parts = [f"{count}{unit}" for count, unit in ((days, "d"), (hours, "h"), (rest, "m")) if count]
    return ("-" if minutes < 0 else "") + (" ".join(parts) or "0h")


def show_hours(minutes: int) -> str:
    """Minutes as hours rounded half up, for loads: ``12h``."""
    return f"{(abs(minutes) + 30) // 60 * (1 if minutes >= 0 else -1)}h"


def _read_hours(text: str) -> int:
    try:
        return read_minutes(text if text[-1:].isalpha() else text + "h", minutes_a_day=24 * 60)
    except Refused as error:
        raise Refused("Type hours such as 8h or 7.5.") from error


def _show_hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}h" if not rest else f"{hours}h {rest}m"


def _read_units(text: str) -> int:
    if text.endswith("%"):
        return _read_units_number(text[:-1].strip(), 1)
    return _read_units_number(text, 100)


def _read_units_number(text: str, hundredths: int) -> int:
    if _DECIMAL.fullmatch(text) is None:
        raise Refused("Type units such as 1, 0.5 or 50%.")
    value = Decimal(text.replace(",", ".")) * hundredths
    if value != int(value):
        raise Refused("Units have two decimals: type such as 0.5 or 0.25.")
    return int(value)


def read_units(typed: str) -> int:
    """Units of a resource in hundredths, from ``0.5``, ``2`` or ``50%``; Refused otherwise or at nothing."""
    units = _read_units(typed.strip())
    if units < 1:
        raise Refused("Type units of 0.01 or more, such as 0.5.")
    return units


def show_units(units: int) -> str:
    """Units of a resource from hundredths: 50 is ``0.5``, 100 is ``1``."""
    whole, rest = divmod(units, 100)
    return f"{whole}.{rest:02}".rstrip("0") if rest else str(whole)


def _read_number(description: Description, text: str) -> str:
    value = read_number(text)
    if len(value) > (description.most or TITLE_MOST):
        raise Refused(f"Type a number of at most {description.most} characters.")
    return value


def _read_whole(description: Description, text: str) -> int:
    text = text.replace("−", "-")
    if _WHOLE.fullmatch(text) is None:
        raise Refused(_wanted(description))
    return int(text)


def _read_days(description: Description, text: str) -> int:
    found = re.fullmatch(r"([+-]?\d{1,7})\s*(d|w|days?|weeks?|)", text.replace("−", "-"), re.ASCII | re.IGNORECASE)
    if found is None:
        raise Refused(_wanted(description))
    return int(found[1]) * (DAYS_A_WEEK if found[2][:1].lower() == "w" else 1)


def _read_choice(description: Description, text: str) -> StrEnum:
    if description.choices is None:
        raise TypeError(f"{description.label} has no choices")
    wanted = re.sub("[-_ ]+", " ", text.lower())
    found = [one for one in description.choices if one.value.lower().startswith(wanted)]
    exact = [one for one in found if one.value.lower() == wanted]
    if len(exact or found) != 1:
        raise Refused(_wanted(description))
    return (exact or found)[0]


def _read_flag(text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise Refused("Type yes or no.")


def _check_bounds(description: Description, value: int, context: EntryContext) -> None:
    least, most = description.least, description.most
    if (least is None or value >= least) and (most is None or value <= most):
        return
    too_small = least is not None and value < least
    bound = least if too_small else most
    shown = show(description, bound, context)
    raise Refused(f"{description.label} is {'at least' if too_small else 'at most'} {shown}: type another.")


def _wanted(description: Description) -> str:
    """The sentence that says what to type into a field."""
    match description.kind:
        case Kind.DAY:
            return "Type a day such as 2027-02-01, +3w or fri."
        case Kind.MINUTES:
            return "Type hours such as 8h." if description.in_hours else "Type an effort such as 3d or 12h."
        case Kind.MONEY:
            return "Type an amount such as 1200.50 or 12.5k."
        case Kind.PERCENT:
            return "Type units such as 0.5." if is_units(description) else "Type a percentage such as 50."
        case Kind.DAYS:
            return "Type a number of working days such as 5."
        case Kind.CHOICE if description.choices is not None:
            return f"Type one of: {', '.join(values(description.choices))}."
        case Kind.REF:
            return f"Choose {with_article(_lower(description.label))}."
        case Kind.FLAG:
            return "Type yes or no."
        case _:
            return f"Type a number{_range(description)}."


def _range(description: Description) -> str:
    if description.least is not None and description.most is not None and description.most < 10**9:
        return f" from {description.least} to {description.most}"
    return "" if description.least is None else f" of {description.least} or more"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
