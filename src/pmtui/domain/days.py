"""Days as people type, read and sort them, relative to the status date."""

import re
from calendar import monthrange
from datetime import date, timedelta

from pmtui.domain.errors import Refused

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WRONG = "Type a day such as 2027-02-01, +3w or fri."
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_AHEAD = re.compile(r"([+-])(\d{1,6})([dwmy])", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})\.? ([a-z]+)|([a-z]+) (\d{1,2}))(?:,? (\d{4}))?", re.ASCII)


def read_day(typed: str, today: date) -> date:
    """A day from ``2027-02-01``, ``+3w``, ``+5d``, ``+2m``, ``fri``, ``today``, ``tomorrow`` or ``3 feb``.

    ``d`` and ``w`` count calendar days; a weekday is the next one after today, never today; a day of a month
    without a year is the next one, today included. Refused where it is none of these, or no such day exists.
    """
    text = " ".join(typed.lower().split())
    try:
        found = _relative(text, today) or _absolute(text, today)
    except (ValueError, OverflowError) as error:
        raise Refused(f"There is no such day as {typed.strip()}: type one such as 2027-02-01.") from error
    if found is None:
        raise Refused(_WRONG)
    return found


def newest_first(day: date | None, id: int) -> tuple[int, int]:
    """What sorts rows by a day of theirs, the latest first, then the one made last; those without a day last."""
    return -(day.toordinal() if day is not None else 0), -id


def _relative(text: str, today: date) -> date | None:
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if text in near:
        return today + timedelta(days=near[text])
    weekday = _index(text, _LONG_WEEKDAYS)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    found = _AHEAD.fullmatch(text)
    if found is None:
        return None
    count = int(found[2]) * (1 if found[1] == "+" else -1)
    if found[3] in "dw":
        return today + timedelta(days=count * (7 if found[3] == "w" else 1))
    return _months_on(today, count * (12 if found[3] == "y" else 1))


def _months_on(day: date, months: int) -> date:
    """That many months on, at the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _absolute(text: str, today: date) -> date | None:
    found = _ISO.fullmatch(text)
    if found is not None:
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = _NAMED.fullmatch(text)
    month = _index((found[2] or found[3]), _LONG_MONTHS) if found is not None else None
    if found is None or month is None:
        return None
    number = int(found[1] or found[4])
    if found[5]:
        return date(int(found[5]), month + 1, number)
    if (month, number) == (1, 29):
        return next(day for year in range(9) if (day := _leap_day(today.year + year)) and day >= today)
    day = date(today.year, month + 1, number)
    return day if day >= today else date(today.year + 1, month + 1, number)


def _leap_day(year: int) -> date | None:
    return date(year, 2, 29) if monthrange(year, 2)[1] == 29 else None


def _index(word: str, names: tuple[str, ...]) -> int | None:
    """The place of a name among names, given in full or by its first three letters or more."""
    if len(word) < 3:
        return None
    return next((index for index, name in enumerate(names) if name.startswith(word)), None)


def show_day(day: date | None, today: date) -> str:
    """A day in a narrow column: ``01 Feb`` in the year of today, else ``01 Feb 28``; a dash for none."""
    if day is None:
        return "–"
    short = f"{day.day:02} {MONTHS[day.month - 1]}"
    return short if day.year == today.year else f"{short} {day.year % 100:02}"


def show_weekday(day: date) -> str:
    """A day in a sentence that is checked against a calendar: ``Mon 2027-02-01``."""
    return f"{WEEKDAYS[day.weekday()]} {day.isoformat()}"


def show_slip(days: int | None) -> str:
    """Working days after the target: ``+12d``, ``-3d`` where early, ``0d``; a dash for none."""
    if days is None:
        return "–"
    return f"{days:+}d" if days else "0d"


def in_days(count: int) -> str:
    """A number of days in a sentence: ``1 day``, ``9 days``."""
    return "1 day" if count == 1 else f"{count} days"


def in_working_days(count: int) -> str:
    """A number of working days in a sentence: ``1 working day``, ``9 working days``."""
    return "1 working day" if count == 1 else f"{count} working days"
