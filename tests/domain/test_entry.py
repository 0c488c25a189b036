"""What people type into fields, and what fields show."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from pmtui.domain.amounts import read_currency, read_money, read_number, show_money
from pmtui.domain.choices import WorkState
from pmtui.domain.days import newest_first, read_day, show_day, show_slip, show_weekday
from pmtui.domain.entities import (
    ENTITIES,
    Assignment,
    Benefit,
    Dependency,
    Entity,
    MoneyEntry,
    Project,
    Resource,
    Risk,
    WorkItem,
    described,
)
from pmtui.domain.entry import (
    EntryContext,
    read,
    read_minutes,
    read_units,
    show,
    show_hours,
    show_minutes,
    show_units,
)
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Description, Kind

TODAY = date(2027, 1, 13)  # a Wednesday
CONTEXT = EntryContext(TODAY)


def refusal(entity: type[Entity], name: str, typed: str, context: EntryContext = CONTEXT) -> str:
    with pytest.raises(Refused) as caught:
        read(described(entity)[name], typed, context)
    return caught.value.sentence


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-02-01", date(2027, 2, 1)),
        ("2027-2-1", date(2027, 2, 1)),
        ("today", TODAY),
        ("Tomorrow", date(2027, 1, 14)),
        ("+3w", date(2027, 2, 3)),
        ("+5d", date(2027, 1, 18)),
        ("-1d", date(2027, 1, 12)),
        ("+1m", date(2027, 2, 13)),
        ("+1y", date(2028, 1, 13)),
        ("fri", date(2027, 1, 15)),
        ("wed", date(2027, 1, 20)),
        ("Monday", date(2027, 1, 18)),
        ("3 feb", date(2027, 2, 3)),
        ("feb 3", date(2027, 2, 3)),
        ("3 January", date(2028, 1, 3)),
        ("13 jan", TODAY),
        ("29 feb", date(2028, 2, 29)),
        ("3 sept 2029", date(2029, 9, 3)),
    ],
)
def test_days(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


def test_a_month_that_is_shorter_ends_on_its_last_day() -> None:
    assert read_day("+1m", date(2027, 1, 31)) == date(2027, 2, 28)


def test_the_latest_day_comes_first_then_what_was_made_last_and_no_day_last() -> None:
    rows = [(None, 9), (date(2027, 1, 1), 1), (date(2027, 2, 1), 2), (date(2027, 1, 1), 3)]
    assert [id for _, id in sorted(rows, key=lambda row: newest_first(*row))] == [2, 3, 1, 9]


@pytest.mark.parametrize("typed", ["2027-02-30", "31 apr", "+999999y", "-999999w", "2027-13-01"])
def test_days_that_do_not_exist(typed: str) -> None:
    with pytest.raises(Refused, match="no such day"):
        read_day(typed, TODAY)


@pytest.mark.parametrize("typed", ["soon", "1/2/2027", "+3", "3", "fr", "٣ feb", "32"])
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(Refused, match=r"Type a day such as 2027-02-01, \+3w or fri\."):
        read_day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("3d", 1440),
        ("12h", 720),
        ("1.5d", 720),
        ("1,5d", 720),
        ("90m", 90),
        ("2w", 4800),
        ("1d 4h", 720),
        ("1d4h30m", 750),
        ("2 days", 960),
        ("0h", 0),
        ("0.33d", 158),
    ],
)
def test_effort(typed: str, minutes: int) -> None:
    assert read_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["3", "d", "3x", "-3d", "3d soon", "soon 3d", "", "1.2.3d", "3dd"])
def test_what_is_no_effort(typed: str) -> None:
    with pytest.raises(Refused, match="Type an effort such as"):
        read_minutes(typed)


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("12.5k", "EUR", 1_250_000),
        ("12,5k", "EUR", 1_250_000),
        ("1.2M", "EUR", 120_000_000),
        ("1.250M", "EUR", 125_000_000),
        ("2bn", "EUR", 200_000_000_000),
        ("1,200.00", "EUR", 120_000),
        ("1.200,50", "EUR", 120_050),
        ("1 200,50", "EUR", 120_050),
        ("1'200.5", "CHF", 120_050),
        ("1,200", "EUR", 120_000),
        ("1,200,000", "EUR", 120_000_000),
        ("1,20", "EUR", 120),
        ("0,200", "EUR", 20),
        (".5", "EUR", 50),
        ("-300 EUR", "EUR", -30_000),
        ("€ 12", "EUR", 1200),
        ("1.200", "JPY", 1200),
        ("1,200", "JPY", 1200),
        ("1.5k", "JPY", 1500),
        ("1.200", "KWD", 1200),
        ("1,200.000", "KWD", 1_200_000),
    ],
)
def test_money(typed: str, currency: str, minor: int) -> None:
    assert read_money(typed, currency) == minor


@pytest.mark.parametrize(
    ("typed", "currency", "why"),
    [
        ("1.200", "EUR", "type 1200 or 1.20"),
        ("1,200", "KWD", "type 1200 or 1.200"),
        ("1,200k", "EUR", "type 1200 or 1.200"),
        ("1.5", "JPY", "JPY has no decimals"),
        ("1.2345", "EUR", "EUR has 2 decimals"),
        ("1,2,3", "EUR", "Type an amount"),
        ("1,20,000", "EUR", "Type an amount"),
        ("12 USD", "EUR", "Type an amount"),
        ("lots", "EUR", "Type an amount"),
        ("1.2.3,4", "EUR", "Type an amount"),
        ("1e5", "EUR", "Type an amount"),
        ("١٢", "EUR", "Type an amount"),
    ],
)
def test_money_that_is_unclear(typed: str, currency: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_money(typed, currency)


@pytest.mark.parametrize(
    ("minor", "currency", "compact", "shown"),
    [
        (120_050, "EUR", False, "1,200.50"),
        (120_000, "EUR", False, "1,200"),
        (-5, "EUR", False, "-0.05"),
        (1200, "JPY", False, "1,200"),
        (1_200_000, "KWD", False, "1,200.000"),
        (120_000_000, "EUR", True, "1.2M"),
        (125_000_000, "EUR", True, "1.25M"),
        (99_950, "EUR", True, "1k"),
        (99_995_000, "EUR", True, "1M"),
        (95_049, "EUR", True, "950"),
        (1_234_500, "EUR", True, "12.3k"),
        (99_999_999_999_00, "EUR", True, "100bn"),
        (-1_250_000, "EUR", True, "-12.5k"),
        (0, "EUR", True, "0"),
    ],
)
def test_shown_money(minor: int, currency: str, compact: bool, shown: str) -> None:
    assert show_money(minor, currency, compact) == shown


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12.50", "12.5"),
        ("12,5", "12.5"),
        ("007", "7"),
        ("-0", "0"),
        ("1,200.5", "1200.5"),
        ("3", "3"),
        ("1.200", "1.2"),
    ],
)
def test_numbers(typed: str, number: str) -> None:
    assert read_number(typed) == number


def test_a_number_with_one_comma_before_three_digits_is_unclear() -> None:
    with pytest.raises(Refused, match=r"type 1200 or 1\.200"):
        read_number("1,200")


def test_currency() -> None:
    assert read_currency(" usd ") == "USD"
    for typed in ("", "EU", "EURO", "ÉUR", "E1R"):
        with pytest.raises(Refused):
            read_currency(typed)


def test_fields_by_their_description() -> None:
    item, assignment = described(WorkItem), described(Assignment)
    assert read(item["percent"], "50 %", CONTEXT) == 50
    assert read(assignment["units"], "0.5", CONTEXT) == 50
    assert read(assignment["units"], "50%", CONTEXT) == 50
    assert read(assignment["units"], "3", CONTEXT) == 300
    assert read(item["state"], "in-p", CONTEXT) is WorkState.IN_PROGRESS
    assert read(item["state"], "done", CONTEXT) is WorkState.DONE
    assert read(item["duration"], "2w", CONTEXT) == 10
    assert read(described(Dependency)["lag"], "-2d", CONTEXT) == -2
    assert read(item["effort"], " ", CONTEXT) is None
    assert read(item["title"], " a\x1b[1m\nb ", CONTEXT) == "a b"
    assert read(described(Risk)["escalated"], "Yes", CONTEXT) is True
    assert read(described(Resource)["minutes_a_day"], "7.5", CONTEXT) == 450
    assert read(described(Resource)["minutes_a_day"], "7h 30m", CONTEXT) == 450
    assert read(described(Benefit)["target"], "", CONTEXT) == ""
    assert read(described(MoneyEntry)["amount"], "-12", CONTEXT) == -1200


def test_refusals_say_what_to_type() -> None:
    assert refusal(WorkItem, "title", " ") == "Title is needed: type it."
    assert refusal(MoneyEntry, "day", "") == "Day is needed: type a day such as 2027-02-01, +3w or fri."
    assert refusal(WorkItem, "percent", "101") == "% complete is at most 100%: type another."
    assert refusal(WorkItem, "state", "d") == "Type one of: to do, in progress, blocked, done, dropped."
    assert refusal(Project, "priority", "0") == "Priority is at least 1: type another."
    assert refusal(Project, "priority", "high") == "Type a number from 1 to 999."
    assert refusal(Project, "budget", "-1") == "Budget is at least 0: type another."
    assert refusal(Project, "code", "A" * 13) == "Code has 13 characters: shorten it to 12."
    assert refusal(Resource, "minutes_a_day", "25") == "Hours a day is at most 24h: type another."
    assert refusal(Assignment, "units", "0.001") == "Units have two decimals: type such as 0.5 or 0.25."
    assert "Type a percentage" in refusal(WorkItem, "percent", "half")


def test_every_field_says_what_to_type_where_nothing_was() -> None:
    for entity in ENTITIES:
        for name, description in described(entity).items():
            if description.required:
                sentence = refusal(entity, name, "")
                assert sentence.startswith(f"{description.label} is needed: ")
                assert sentence.endswith(".")
                assert not sentence.endswith("..")


FIELDS = {
    (one.kind, one.in_hours, one.choices, one.least, one.most): one
    for entity in ENTITIES
    for one in described(entity).values()
    if one.kind not in (Kind.TEXT, Kind.LONG, Kind.REF)
}


def values_of(description: Description) -> st.SearchStrategy[object]:
    if description.kind is Kind.DAY:
        return st.dates()
    if description.kind is Kind.CHOICE:
        return st.sampled_from(list(description.choices or ()))
    if description.kind is Kind.FLAG:
        return st.booleans()
    if description.kind is Kind.NUMBER:
        return st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=10**6).map(
            lambda one: read_number(f"{one:f}")
        )
    numbers = st.integers(description.least, description.most)
    if description.kind is Kind.MONEY:  # thousands in every currency, which show the most like decimals
        return st.one_of(numbers, st.integers(1, 999).map(lambda one: one * 10**6))
    return numbers


@pytest.mark.parametrize("description", FIELDS.values(), ids=lambda one: one.label)
@examples(20)
@given(st.data())
def test_what_a_form_shows_reads_as_the_same_value(description: Description, data: st.DataObject) -> None:
    value = data.draw(values_of(description))
    currency = data.draw(st.sampled_from(["EUR", "JPY", "KWD", "CLF"]))
    context = EntryContext(TODAY, currency, data.draw(st.integers(1, 1440)))
    assert read(description, show(description, value, context), context) == value


def test_formats() -> None:
    assert [show_minutes(one) for one in (1440, 1200, 720, 30, 0, -60, None)] == [
        "3d", "2d 4h", "1d 4h", "30m", "0h", "-1h", "–",
    ]  # fmt: skip
    assert [show_units(one) for one in (50, 100, 25, 1050)] == ["0.5", "1", "0.25", "10.5"]
    assert [show_hours(one) for one in (90, 89, -90, 0)] == ["2h", "1h", "-2h", "0h"]
    assert [show_slip(one) for one in (12, -3, 0, None)] == ["+12d", "-3d", "0d", "–"]
    assert show_day(date(2027, 2, 1), TODAY) == "01 Feb"
    assert show_day(date(2028, 2, 1), TODAY) == "01 Feb 28"
    assert show_weekday(date(2027, 2, 1)) == "Mon 2027-02-01"
    assert read_units("0.5") == 50
