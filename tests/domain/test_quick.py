"""Quick entry: what one line means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from pmtui.domain.choices import LinkKind, WorkKind
from pmtui.domain.entities import FormerNumber, Program, Project, Resource, WorkItem
from pmtui.domain.quick import Quick, QuickAssignment, QuickLink, named, read_quick
from pmtui.domain.workspace import Workspace

TODAY = date(2027, 1, 13)
WORKSPACE = Workspace(
    [
        Program(id=1, name="Moon"),
        Project(id=1, program_id=1, code="SHT"),
        Project(id=2, program_id=1, code="LND"),
        WorkItem(id=101, project_id=1, number=12, title="Mould"),
        WorkItem(id=102, project_id=1, number=7, title="Seals", kind=WorkKind.DELIVERABLE),
        WorkItem(id=103, project_id=2, number=12, title="Legs"),
        FormerNumber(id=1, project_id=1, number=9, work_item_id=103),
        Resource(id=1, name="Ana Lima"),
        Resource(id=2, name="Anders Berg"),
        Resource(id=3, name="João Sá"),
        Resource(id=4, name="Test Bench"),
    ]
)


def quick(line: str) -> Quick:
    return read_quick(line, WORKSPACE, 1, TODAY)


def test_the_line_of_the_manual() -> None:
    read = quick("Seal test @ana 3d after 12 by 2027-02-01")
    assert read == Quick(
        "Seal test",
        effort=1440,
        assignments=(QuickAssignment(1),),
        links=(QuickLink(101),),
        deadline=date(2027, 2, 1),
        reading="Seal test · Ana Lima · 3d · after SHT-12 · by Mon 2027-02-01",
    )


def test_every_field_in_any_order() -> None:
    read = quick('Fit in 7 from +1w after LND-12 ff -1d @joao*0.5 =2w @"Ana Lima"*0.25 after sht-12 SS +2d')
    assert read.errors == ()
    assert read.title == "Fit"
    assert read.parent_id == 102
    assert read.start_no_earlier == date(2027, 1, 20)
    assert read.links == (QuickLink(103, LinkKind.FINISH_FINISH, -1), QuickLink(101, LinkKind.START_START, 2))
    assert read.assignments == (QuickAssignment(3, 50), QuickAssignment(1, 25))
    assert read.duration == 10
    assert read.reading == (
        "Fit · João Sá × 0.5 · Ana Lima × 0.25 · fixed 10d · after LND-12 ff -1d · after SHT-12 ss +2d"
        " · from Wed 2027-01-20 · in SHT-7"
    )


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Paint by hand", "Paint by hand"),
        ("Rest after lunch", "Rest after lunch"),
        ("Stay in orbit", "Stay in orbit"),
        ("Ask @ana about seals", "Ask @ana about seals"),
        ("Talk about 3d \\3d", "Talk about 3d 3d"),
        ("Walk \\by fri", "Walk by fri"),
        ("Mail \\@nobody", "Mail @nobody"),
        ("Launch!", "Launch!"),
        ("a [/] b", "a [/] b"),
        ("Use 10 % more", "Use 10 % more"),
        ("path \\\\x", "path \\x"),
        ("Seal\x1b[31m test", "Seal test"),
    ],
)
def test_words_that_are_no_field_stay_in_the_title(line: str, title: str) -> None:
    read = quick(line)
    assert (read.title, read.errors) == (title, ())
    assert (read.effort, read.assignments, read.links, read.deadline) == (None, (), (), None)


def test_milestone_effort_in_two_words_and_days_in_three() -> None:
    assert quick("Launch ! by 3 feb 2028").kind is WorkKind.MILESTONE
    assert quick("Launch ! by 3 feb 2028").deadline == date(2028, 2, 3)
    assert quick("Weld 1d 4h @test").effort == 720
    assert quick("Weld 1d 4h @test").assignments == (QuickAssignment(4),)
    assert quick("Weld 1d4h").effort == 720


def test_a_number_from_before_a_move_still_finds_the_item() -> None:
    assert quick("Fit after 9").links == (QuickLink(103),)
    assert quick("Fit after 9").reading == "Fit · after LND-12"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Seal @nobody", "@nobody names nobody"),
        ("Seal @an", "may be Ana Lima or Anders Berg"),
        ("Seal @", "Type a name after @"),
        ("Seal @ana*x", "Type units such as"),
        ("Seal @ana*0", "0.01 or more"),
        ("Seal @ana @lima", "named twice"),
        ("Seal after 999", "“after 999” names no work item"),
        ("Seal after ABC-1 3d", "“after ABC-1” names no work item"),
        ("Seal after 12,999", "“after 999” names no work item"),
        ("Seal after 12,12", "given twice"),
        ("Seal in 2027", "“in 2027” names no work item"),
        ("Seal in LND-12", "LND-12 is in another project"),
        ("Seal by 2027-02-30", "no such day"),
        ("Seal by 30 feb", "no such day"),
        ("Seal by 3", "“by 3”: Type a day"),
        ("Seal by fri by mon", "“by” is given twice"),
        ("Seal after 12 after 12", "given twice"),
        ("Seal 3d by fri 2d", "Effort is given twice"),
        ("Seal 3d =2d", "not both"),
        ("Seal ! 3d", "A milestone takes no time"),
        ("Seal from fri by today", "“by” is before “from”"),
        ("@ana 3d", "Type a title"),
        ("", "Type a title"),
        ("x" * 501, "shorten it to 500"),
    ],
)
def test_half_right_words_are_errors(line: str, why: str) -> None:
    errors = quick(line).errors
    assert len(errors) == 1
    assert why in errors[0]
    assert errors[0].endswith(".")


@pytest.mark.parametrize("listed", ["12,7", "SHT-12,7", "12, 7"])
def test_several_predecessors_in_one_list(listed: str) -> None:
    read = quick(f"Seal after {listed} ss +2d 3d")
    assert read.title == "Seal"
    assert not read.errors
    named = [(WORKSPACE.name_of(WORKSPACE.all(WorkItem)[one.item_id]), one.kind, one.lag) for one in read.links]
    assert named == [("SHT-12", LinkKind.START_START, 2), ("SHT-7", LinkKind.START_START, 2)]
    assert "after SHT-12 ss +2d · after SHT-7 ss +2d" in read.reading


@pytest.mark.parametrize("title", ["Rest after 1,5 hours", "Pay after lunch, 2", "Look after 12 , 7"])
def test_lists_that_name_no_predecessors_are_a_title(title: str) -> None:
    assert quick(title).title == title


def test_an_error_leaves_the_rest_readable() -> None:
    read = quick("Seal @nobody 3d after 999 by fri")
    assert (read.title, read.effort, read.deadline, len(read.errors)) == ("Seal", 1440, date(2027, 1, 15), 2)
    assert read.errors[0].startswith("@nobody")


def test_people_by_name() -> None:
    assert [one.id for one in named(WORKSPACE, "ANA LIMA")] == [1]
    assert [one.id for one in named(WORKSPACE, "an")] == [1, 2]
    assert [one.id for one in named(WORKSPACE, "sa")] == [3]
    assert named(WORKSPACE, "") == ()


WORDS = [
    "Seal",
    "@ana",
    '@"Ana',
    'Lima"',
    "3d",
    "=2d",
    "!",
    "after",
    "12",
    "ss",
    "+2d",
    "by",
    "fri",
    "in",
    "7",
    "\\by",
    "from",
    "@",
    "*",
    "SHT-12",
]


@examples(50)
@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_no_line_is_lost_or_raises(words: list[str]) -> None:
    read = quick(" ".join(words))
    assert read.title or read.errors
    assert read.reading
