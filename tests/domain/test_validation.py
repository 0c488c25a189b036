"""The one check of values: what it cleans, what it refuses, and how it says so."""

from datetime import date, datetime

import pytest

from pmtui.domain.choices import Phase, WorkState
from pmtui.domain.entities import Allocation, Benefit, Decision, Program, Resource, WorkItem
from pmtui.domain.errors import Refused
from pmtui.domain.validation import check

ITEM = {"project_id": 1, "number": 1, "title": "Seal test"}


def test_defaults_fill_what_is_not_given() -> None:
    found = check(WorkItem, ITEM)
    assert found["state"] is WorkState.TO_DO
    assert found["effort"] is None
    assert found["notes"] == ""
    assert found["percent"] == 0


def test_stored_values_of_an_enumeration_are_taken_as_its_members() -> None:
    assert check(Program, {"name": "Moon", "currency": "EUR", "phase": "closure"})["phase"] is Phase.CLOSURE


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("title", "", "Title is needed"),
        ("title", "  \x1b[2J ", "Title is needed"),
        ("title", None, "Title is needed"),
        ("title", 5, "must be text"),
        ("title", "x" * 501, "501 characters; at most 500"),
        ("notes", "x" * 100_001, "at most 100,000"),
        ("percent", 101, "from 0 to 100"),
        ("percent", -1, "from 0 to 100"),
        ("percent", None, "is needed"),
        ("percent", 50.0, "whole number"),
        ("percent", True, "whole number"),
        ("percent", "50", "whole number"),
        ("effort", -1, "Effort must be"),
        ("effort", 10**9 + 1, "Effort must be"),
        ("state", "started", "must be one of: to do, in progress"),
        ("state", None, "is needed"),
        ("deadline", "2027-02-01", "must be a day"),
        ("deadline", datetime(2027, 2, 1), "must be a day"),
        ("parent_id", 0, "Must be"),
        ("parent_id", "1", "row's id"),
        ("project_id", None, "is needed"),
        ("colour", "red", "no field 'colour'"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_at_its_field(field: str, value: object, part: str) -> None:
    with pytest.raises(Refused) as refused:
        check(WorkItem, ITEM | {field: value})
    assert list(refused.value.fields) == [field]
    assert part.lower() in refused.value.fields[field].lower()
    assert refused.value.sentence.endswith(".")


def test_every_field_at_fault_is_named() -> None:
    with pytest.raises(Refused) as refused:
        check(WorkItem, ITEM | {"title": "", "percent": 200, "effort": -5})
    assert list(refused.value.fields) == ["title", "effort", "percent"]


def test_days_must_be_in_order() -> None:
    days = {"resource_id": 1, "project_id": 1, "start": date(2027, 3, 1), "finish": date(2027, 2, 1)}
    with pytest.raises(Refused) as refused:
        check(Allocation, days)
    assert refused.value.fields == {"finish": "To (2027-02-01) is before from (2027-03-01)."}
    assert check(Allocation, days | {"finish": date(2027, 3, 1)})
    assert check(Allocation, days | {"finish": None})["finish"] is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12.50", "12.5"), ("12", "12"), ("100", "100"), ("-0.0", "0"), ("007", "7"), ("-1.25", "-1.25"), ("", "")],
)
def test_numbers_are_kept_in_one_form(typed: str, kept: str) -> None:
    assert check(Benefit, {"program_id": 1, "name": "Air", "target": typed})["target"] == kept


@pytest.mark.parametrize("typed", ["1e5", "NaN", "١٢", "1.", ".5", "1,5", "--1", "9" * 41])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        check(Benefit, {"program_id": 1, "name": "Air", "target": typed})


def test_text_is_cleaned_unless_an_import_is_strict() -> None:
    hostile = {"name": " Ana\x1b]52;c;aGk=\x07 \u202eLima\x85 "}
    assert check(Resource, hostile)["name"] == "Ana Lima"
    with pytest.raises(Refused, match="Name has control characters"):
        check(Resource, hostile, strict=True)
    emoji = {"name": "👩‍🚀 登月"}
    assert check(Resource, emoji, strict=True)["name"] == emoji["name"]


def test_lines_stay_in_long_text_only() -> None:
    found = check(
        Decision,
        {"program_id": 1, "title": "a\nb\tc", "rationale": "a\r\n\tb", "decided_on": date(2027, 1, 4)},
    )
    assert found["title"] == "a b c"
    assert found["rationale"] == "a\n\tb"
