"""Absences in a line: who, from when to when, why; and what is said where it cannot be read."""

from datetime import date

import pytest

from pmtui.domain.entities import Holiday, Resource
from pmtui.domain.quick_absence import read_absence
from pmtui.domain.workspace import Workspace

TODAY = date(2027, 1, 1)  # a Friday
PEOPLE = Workspace(
    [
        Resource(id=1, name="Ana Lima"),
        Resource(id=2, name="Ben Okafor"),
        Resource(id=3, name="Anders Holm"),
        Holiday(id=1, day=date(2027, 1, 6), name="Epiphany"),
    ]
)


@pytest.mark.parametrize(
    ("line", "who", "start", "finish", "reason"),
    [
        ("ana off 2027-01-04..2027-01-15 leave", 1, "2027-01-04", "2027-01-15", "leave"),
        ("Ana Lima off 2027-01-04 .. 2027-01-15", 1, "2027-01-04", "2027-01-15", ""),
        ("ben off 3 feb to 5 feb parental leave", 2, "2027-02-03", "2027-02-05", "parental leave"),
        ("okafor OFF fri dentist, then home", 2, "2027-01-08", "2027-01-08", "dentist, then home"),
        ('@"Ana Lima" off +3d until +1w', 1, "2027-01-04", "2027-01-08", ""),
        ("off mon", 3, "2027-01-04", "2027-01-04", ""),
    ],
)
def test_lines_that_are_read(line: str, who: int, start: str, finish: str, reason: str) -> None:
    read = read_absence(line, PEOPLE, TODAY, resource_id=3)
    assert read.error == ""
    assert (read.resource_id, read.reason) == (who, reason)
    assert (read.start, read.finish) == (date.fromisoformat(start), date.fromisoformat(finish))


def test_the_reading_counts_working_days() -> None:
    # From Monday 4 to Friday 15 January are ten weekdays, one of them a holiday.
    read = read_absence("ana off 2027-01-04..2027-01-15 leave", PEOPLE, TODAY)
    assert read.reading == "Ana Lima · off Mon 2027-01-04 to Fri 2027-01-15 · 9 working days · leave"
    assert "off Sat 2027-01-02 · 0 working days" in read_absence("ana off 2027-01-02", PEOPLE, TODAY).reading


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "Type a name, off"),
        ("ana 2027-01-04", "Type a name, off"),
        ("off 2027-01-04", "Type a name before off"),
        ("ana off", "Type from when to when after off"),
        ("zoe off fri", "“zoe” names nobody"),
        ("an off fri", "may be Ana Lima or Anders Holm"),
        ("ana off 2027-02-30", "There is no such day as 2027-02-30"),
        ("ana off leave", "“leave”: Type a day such as"),
        ("ana off fri..", "“..”: type the last day behind it."),
        ("ana off 2027-01-15..2027-01-04", "is before 2027-01-15"),
        ("ana off fri " + "x" * 501, "has 501 characters"),
    ],
)
def test_lines_that_cannot_be_read(line: str, told: str) -> None:
    assert told in read_absence(line, PEOPLE, TODAY).error
