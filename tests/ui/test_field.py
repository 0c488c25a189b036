"""What a form makes of what is typed, without a screen."""

from datetime import date

import pytest

from pmtui.domain.choices import WorkState
from pmtui.domain.entities import WorkItem, described
from pmtui.domain.entry import EntryContext
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Description, Kind
from pmtui.ui.widgets.field import Field, FieldSpec, Option

CONTEXT = EntryContext(date(2027, 2, 1))
PEOPLE = (Option(1, "Ana Lima", "engineer"), Option(2, "Bo Chen", "welder"), Option(3, "Anatol Chen", "pilot"))


def field_of(name: str, value: object) -> Field:
    return Field(FieldSpec(name, described(WorkItem)[name]), value, CONTEXT)


def person(value: object = None, required: bool = True) -> Field:
    description = Description(Kind.REF, "Resource", required=required, refers="Resource")
    return Field(FieldSpec("resource_id", description, options=lambda: PEOPLE), value, CONTEXT)


@pytest.mark.parametrize(
    ("name", "typed", "value", "reading"),
    [
        ("deadline", "+3w", date(2027, 2, 22), "= Mon 2027-02-22"),
        ("effort", "3d", 1440, "= 24h"),
        ("effort", "24h", 1440, "= 3d"),
        ("percent", "50", 50, "= 50%"),
        ("title", "a [/] b", "a [/] b", ""),
    ],
)
def test_typed_text_is_read_and_its_reading_shown(name: str, typed: str, value: object, reading: str) -> None:
    field = field_of(name, None if name != "percent" else 0)
    field.type(typed)
    assert (field.value(), field.reading()) == (value, reading)


def test_nonsense_is_no_value_and_says_what_to_type() -> None:
    field = field_of("deadline", None)
    field.type("soon")
    assert field.reading() == ""
    assert not field.check()
    assert "2027-02-01" in field.error
    field.type("soo")
    assert field.error == ""


def test_untouched_field_keeps_the_value_that_its_text_would_round() -> None:
    field = field_of("effort", 1441)
    assert field.value() == 1441
    assert not field.changed


def test_empty_required_field_is_needed_though_untouched() -> None:
    assert not field_of("title", "").check()
    assert not person().check()
    assert person(required=False).value() is None


def test_choice_steps_round_and_jumps_to_a_letter() -> None:
    field = field_of("state", WorkState.TO_DO)
    field.step(-1)
    assert field.value() is WorkState.DROPPED
    assert field.step_to("b")
    assert field.value() is WorkState.BLOCKED
    assert field.step_to("d")
    assert field.step_to("d")
    assert field.value() is WorkState.DROPPED
    assert not field.step_to("z")
    assert field.changed


def test_a_choice_is_typed_word_by_word() -> None:
    field = field_of("state", WorkState.BLOCKED)
    assert all(field.step_to(letter) for letter in "to do")
    assert field.value() is WorkState.TO_DO
    assert all(field.step_to(letter) for letter in "don")
    assert field.value() is WorkState.DONE
    assert field.step_to(" ")
    assert field.value() is WorkState.DROPPED


def test_reference_is_found_by_parts_of_its_name_or_detail() -> None:
    field = person()
    field.type("weld")
    assert field.value() == 2
    field.type("chen")
    with pytest.raises(Refused, match="2 of them"):
        field.value()
    field.type("bo chen")
    assert field.value() == 2
    field.type("nobody")
    with pytest.raises(Refused, match="No resource is called 'nobody'"):
        field.value()
    field.type("Z" * 500)
    with pytest.raises(Refused, match=r"No resource is called 'Z{39}…'"):
        field.value()


def test_reference_lists_names_that_begin_so_first() -> None:
    field = person()
    field.type("an")
    assert [one.key for one in field.matches()] == [1, 3]
    field.type("chen")
    assert [one.key for one in field.matches()] == [2, 3]
    field.pick(PEOPLE[1])
    assert len(field.matches()) == 3
    assert field.reading() == "welder"


def test_two_of_one_name_are_told_apart_by_what_was_picked() -> None:
    twins = (Option(1, "Seal", "in"), Option(2, "Seal", "out"))
    description = Description(Kind.REF, "Statement", refers="ScopeStatement")
    field = Field(FieldSpec("statement_id", description, options=lambda: twins), None, CONTEXT)
    field.pick(twins[1])
    assert field.value() == 2
    field.type("seal")
    assert not field.check()
