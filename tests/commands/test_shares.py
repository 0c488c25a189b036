"""Shifting shares: what is split and merged, what is refused, what the record says, and what never changes."""

import shutil
from collections import Counter
from datetime import date, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.commands.random_commands import first_command
from tests.examples import examples

from pmtui.commands import rows, shares, staffing, work
from pmtui.domain.choices import AllocationStatus, DecisionKind, ProjectStatus, StaffingState
from pmtui.domain.entities import (
    Allocation,
    Assignment,
    Decision,
    ResourceSkill,
    Skill,
    StaffingRequest,
)
from pmtui.domain.errors import Refused
from pmtui.domain.forecast import forecast
from pmtui.domain.shares import HandOver, Shift
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Database

TODAY = date(2027, 1, 4)  # a Monday
ANA, BEN = 1, 2
SHT, LND = 1, 2


def day(number: int) -> date:
    return TODAY + timedelta(number)


def from_to(
    percent: int, start: int, finish: int | None, from_id: int | None = SHT, to_id: int | None = LND, who: int = ANA
) -> Shift:
    return Shift(
        resource_id=who,
        from_id=from_id,
        to_id=to_id,
        percent=percent,
        start=day(start),
        finish=None if finish is None else day(finish),
    )


def held(world: Any, project_id: int, resource_id: int = ANA) -> list[tuple[int, int | None, int]]:
    """The shares as days from today: first, last, percent."""
    found = [
        one
        for one in world.ws.where(Allocation, "project_id", project_id)
        if one.resource_id == resource_id and one.status is AllocationStatus.COMMITTED
    ]
    return sorted(
        ((one.start - TODAY).days, None if one.finish is None else (one.finish - TODAY).days, one.percent)
        for one in found
    )


@pytest.fixture
def shared(world: Any) -> Any:
    """Ana has 60 % of SHT for good, Ben 100 % of LND."""
    world.create(Allocation, resource_id=ANA, project_id=SHT, percent=60, start=TODAY)
    world.create(Allocation, resource_id=BEN, project_id=LND, percent=100, start=TODAY)
    return world


def test_a_part_of_a_share_goes_for_some_weeks_and_comes_back(shared: Any) -> None:
    label = shared.run(shares.shift, shifts=[from_to(40, 7, 20)], reason="The leg is late")
    assert held(shared, SHT) == [(0, 6, 60), (7, 20, 20), (21, None, 60)]
    assert held(shared, LND) == [(7, 20, 40)]
    assert label == (
        "Shifted 40 % of Ana Lima from SHT Project SHT to LND Project LND from 2027-01-11 to 2027-01-24"
    )
    shared.run(shares.shift, shifts=[from_to(40, 7, 20, LND, SHT)], reason="It was not so bad")
    assert held(shared, SHT) == [(0, None, 60)]
    assert held(shared, LND) == []


def test_the_record_says_what_was_chosen_why_and_among_what(shared: Any) -> None:
    shared.run(shares.shift, shifts=[from_to(60, 7, None)], reason="The leg is late", options="[]")
    record = list(shared.ws.all(Decision).values())[-1]
    assert record.kind is DecisionKind.RESOURCE
    assert (record.project_id, record.rationale, record.options) == (LND, "The leg is late", "[]")
    assert record.chosen.startswith("Shifted 60 % of Ana Lima from SHT")
    assert (record.decided_on, record.decided_by, record.effective_from) == (TODAY, "Mia Chen", day(7))
    back = from_to(10, 9, 12, LND, SHT)
    assert "Give the reason" in shared.refused(shares.shift, shifts=[back], reason=" ").sentence


def test_two_people_are_swapped_in_one_step(shared: Any) -> None:
    shared.run(shares.shift, shifts=[from_to(60, 0, None), from_to(60, 0, None, LND, SHT, BEN)], reason="Better so")
    assert (held(shared, SHT), held(shared, LND)) == ([], [(0, None, 60)])
    assert (held(shared, SHT, BEN), held(shared, LND, BEN)) == ([(0, None, 60)], [(0, None, 40)])
    assert len(shared.ws.all(Decision)) == 1
    refused = shared.refused(
        shares.shift,
        shifts=[from_to(10, 0, 6, LND, SHT), from_to(50, 0, 6, LND, SHT, BEN)],
        reason="Half of it fails",
    )
    assert "Ben Okafor has 40 % of LND" in refused.sentence


def test_more_than_there_is_may_be_promised_and_the_record_names_the_hours(shared: Any) -> None:
    # 60 % of SHT and 80 % of LND are 40 % too much: 3.2 h on each of the five days of a week.
    label = shared.run(shares.shift, shifts=[from_to(80, 7, 13, None)], reason="It must be")
    told = "Ana Lima is promised 16h more than there is within 13 weeks"
    assert told in label
    assert told in list(shared.ws.all(Decision).values())[-1].chosen


def test_a_shift_that_makes_no_sense_is_refused_in_a_sentence(shared: Any) -> None:
    for changes, field, told in (
        ({}, "percent", "Ana Lima has 60 % of SHT from 2027-01-04 to 2027-01-08, not 70 %: take at most 60 %."),
        ({"from_id": LND, "to_id": SHT}, "start", "has no share of LND"),
        ({"percent": 0}, "percent", "1 to 100 %"),
        ({"finish": day(-1)}, "finish", "before it starts"),
        ({"to_id": SHT}, "to_id", "two different places"),
        (
            {"from_id": None, "to_id": None},
            "to_id",
            "Choose a project to give the share to",
        ),
        ({"resource_id": 99}, "", "is gone"),
        ({"to_id": 99}, "", "is gone"),
    ):
        values = {
            "resource_id": ANA,
            "from_id": SHT,
            "to_id": LND,
            "percent": 70,
            "start": day(0),
            "finish": day(4),
        }
        refused = shared.refused(shares.shift, shifts=[Shift(**values | changes)], reason="Why not")
        assert told in refused.sentence
        assert list(refused.fields) == [field] * bool(field)
    assert shared.refused(shares.shift, shifts=[], reason="Nothing").sentence


def test_who_is_not_there_and_projects_that_are_not_running_get_nothing(shared: Any) -> None:
    shared.edit(shared.resource("Ana Lima"), available_from=day(2), available_to=day(30))
    shared.edit(shared.project("LND"), start=day(7), target_finish=day(20))
    shared.edit(shared.project("MRS"), target_finish=day(18))
    for shift, told in (
        (from_to(10, 0, 4), "comes on 2027-01-06"),
        (from_to(10, 40, None), "is there only to 2027-02-03"),
        (from_to(10, 9, 40), "leaves on 2027-02-03"),
        (from_to(10, 3, 12), "LND starts on Mon 2027-01-11"),
        (from_to(10, 20, 25, SHT, 3), "MRS is done by Fri 2027-01-22"),
    ):
        assert told in shared.refused(shares.shift, shifts=[shift], reason="Why not").sentence
    shared.edit(shared.project("LND"), status=ProjectStatus.CLOSED)
    assert "LND is closed" in shared.refused(shares.shift, shifts=[from_to(10, 9, 12)], reason="Why not").sentence


def test_the_last_days_that_there_are_can_be_shifted(shared: Any) -> None:
    last = Shift(resource_id=ANA, from_id=SHT, to_id=None, percent=10, start=date(9999, 12, 30))
    shared.run(shares.shift, shifts=[last], reason="Far away")
    end = (last.start - TODAY).days
    assert held(shared, SHT) == [(0, end - 1, 60), (end, None, 50)]


def test_nobody_is_promised_twice_to_a_project_by_accident(shared: Any) -> None:
    values = {"resource_id": ANA, "project_id": SHT, "percent": 10, "start": day(9), "finish": day(10)}
    twice = shared.refused(rows.create, entity=Allocation, values=values)
    assert twice.sentence == "Ana Lima has 60 % of SHT from 2027-01-04 on already: change that share."
    full = shared.refused(shares.shift, shifts=[from_to(50, 0, 4, None, SHT)], reason="More")
    assert "would have 110 % of SHT" in full.sentence


def test_work_goes_to_another_person_with_the_share_for_it(shared: Any) -> None:
    item = shared.item("SHT-2")
    over = HandOver(item_ids=(item.id,), from_id=ANA, to_id=BEN)
    moves = [from_to(20, 0, 6, SHT, None), from_to(20, 0, 6, None, SHT, BEN)]
    label = shared.run(shares.shift, shifts=moves, hands_over=over, reason="Too much for Ana")
    assert "Ben Okafor takes over SHT-2 from Ana Lima" in label
    assert [one.resource_id for one in shared.ws.where(Assignment, "work_item_id", item.id)] == [BEN]
    again = shared.refused(shares.shift, shifts=[from_to(1, 0, 6, SHT, None)], hands_over=over, reason="Again")
    assert "is not assigned to SHT-2 any more" in again.sentence
    shared.run(work.assign, item_ids=[item.id], resource_id=ANA)
    twice = shared.refused(shares.shift, shifts=[from_to(1, 0, 6, SHT, None)], hands_over=over, reason="Again")
    assert "assigned to SHT-2 already" in twice.sentence


def test_the_time_that_was_spent_stays_with_who_spent_it(shared: Any) -> None:
    # Ana has spent 6 h at 100.00 an hour; Ben costs 10.00, which makes what is left cheaper, and the past not.
    item = shared.item("SHT-2")
    for name, rate in (("Ana Lima", 10_000), ("Ben Okafor", 1_000)):
        shared.edit(shared.resource(name), rate=rate)
    (hers,) = [one for one in shared.ws.where(Assignment, "work_item_id", item.id) if one.resource_id == ANA]
    shared.edit(hers, spent=360)
    over = HandOver(item_ids=(item.id,), from_id=ANA, to_id=BEN)
    moves = [from_to(20, 0, 6, SHT, None), from_to(20, 0, None, None, SHT, BEN)]
    label = shared.run(shares.shift, shifts=moves, hands_over=over, reason="Too much for Ana")
    assert "Ben Okafor takes over SHT-2 from Ana Lima (the 6h spent there stay with Ana Lima)" in label

    def staff() -> list[tuple[int, int, int]]:
        found = shared.ws.where(Assignment, "work_item_id", item.id)
        return sorted((one.resource_id, one.units, one.spent) for one in found)

    assert staff() == [(ANA, 0, 360), (BEN, 100, 0)]
    found = forecast(shared.ws, TODAY)
    assert found.projects[SHT].spent == 60_000
    assert {one.resource_id for one in found.work if one.item_id == item.id} == {BEN}
    back = HandOver(item_ids=(item.id,), from_id=BEN, to_id=ANA)
    shared.run(shares.shift, shifts=[from_to(20, 7, 9, SHT, None)], hands_over=back, reason="She is back")
    assert staff() == [(ANA, 100, 360)]


def test_a_person_who_takes_over_from_a_crane_gives_what_one_person_has(shared: Any) -> None:
    item = shared.item("SHT-4")
    shared.run(work.assign, item_ids=[item.id], resource_id=3, units=200)
    over = HandOver(item_ids=(item.id,), from_id=3, to_id=ANA)
    shared.run(shares.shift, shifts=[from_to(20, 0, 6, SHT, None)], hands_over=over, reason="No crane")
    assert [(one.resource_id, one.units) for one in shared.ws.where(Assignment, "work_item_id", item.id)] == [
        (ANA, 100)
    ]


# Staffing requests


@pytest.fixture
def asked(shared: Any) -> int:
    """SHT asks for 80 % of a welder for three weeks."""
    id: int = shared.create(
        StaffingRequest, project_id=SHT, role="Welder", percent=80, start=day(7), finish=day(27), why="Seals"
    )
    return id


def state(world: Any, id: int) -> StaffingState:
    request: StaffingRequest = world.ws.all(StaffingRequest)[id]
    return request.state


def test_a_request_is_filled_in_parts_and_the_rest_stays_open(shared: Any, asked: int) -> None:
    shared.run(staffing.escalate, request_id=asked)
    label = shared.run(
        staffing.fill, request_id=asked, resource_id=BEN, from_id=LND, percent=50, reason="Half of Ben"
    )
    assert "open stays 30 % from 2027-01-11 to 2027-01-31" in label
    assert state(shared, asked) is StaffingState.ESCALATED
    assert held(shared, LND, BEN) == [(0, 6, 100), (7, 27, 50), (28, None, 100)]
    shared.run(staffing.fill, request_id=asked, resource_id=ANA, reason="Ana for the rest")
    given = shared.ws.where(Allocation, "request_id", asked)
    assert sorted((one.resource_id, one.percent) for one in given) == [(ANA, 30), (BEN, 50)]
    request = shared.ws.all(StaffingRequest)[asked]
    assert (request.state, request.answer) == (
        StaffingState.FILLED,
        "Ben Okafor, 50 % from LND Project LND; Ana Lima, 30 %",
    )
    assert "filled already" in shared.refused(staffing.fill, request_id=asked, resource_id=ANA, reason="X").sentence
    assert list(shared.ws.all(Decision).values())[-1].rationale == "Ana for the rest"


def test_a_share_that_is_taken_away_opens_its_request_again_whatever_did_it(shared: Any, asked: int) -> None:
    fill = partial(shared.run, staffing.fill, request_id=asked, resource_id=ANA, reason="She can")
    fill()
    # Her 60 % of SHT that nobody asked for go first; then what was given for the request.
    shared.run(shares.shift, shifts=[from_to(60, 14, 20)], reason="The leg")
    assert state(shared, asked) is StaffingState.FILLED
    label = shared.run(shares.shift, shifts=[from_to(10, 14, 20)], reason="The leg again")
    assert "staffing request of SHT: Welder is open again" in label
    assert state(shared, asked) is StaffingState.OPEN
    label = fill()
    assert "Ana Lima, 10 %" in label, "what is lacking, no more"
    assert state(shared, asked) is StaffingState.FILLED
    for undoing in (
        lambda: shared.edit(shared.ws.where(Allocation, "request_id", asked)[0], percent=5),
        lambda: shared.edit(shared.ws.where(Allocation, "request_id", asked)[0], finish=day(8)),
        lambda: shared.edit(shared.ws.where(Allocation, "request_id", asked)[0], project_id=LND),
        lambda: shared.edit(shared.ws.where(Allocation, "request_id", asked)[0], status="proposed"),
        lambda: shared.edit(shared.ws.all(StaffingRequest)[asked], percent=90),
        lambda: shared.run(rows.delete, rows=(shared.ws.where(Allocation, "request_id", asked)[0],)),
        lambda: shared.run(rows.delete, rows=(shared.resource("Ana Lima"),)),
    ):
        undoing()
        assert state(shared, asked) is StaffingState.OPEN
        shared.database.undo(TODAY)
        assert state(shared, asked) is StaffingState.FILLED


def test_a_request_opened_by_hand_lets_go_of_its_share(shared: Any, asked: int) -> None:
    shared.run(staffing.fill, request_id=asked, resource_id=BEN, reason="He can")
    shared.edit(shared.ws.all(StaffingRequest)[asked], state=StaffingState.OPEN)
    assert shared.ws.where(Allocation, "request_id", asked) == ()
    assert held(shared, SHT, BEN) == [(7, 27, 80)]


def test_fills_that_make_no_sense_are_refused(shared: Any, asked: int) -> None:
    fill = partial(shared.refused, staffing.fill, request_id=asked, resource_id=BEN, reason="Why not")
    assert "has no share of MRS" in fill(from_id=3).sentence
    assert "It is asked for from 2027-01-11 to 2027-01-31" in fill(start=day(30), finish=day(33)).sentence
    assert "1 to 100 %" in fill(percent=101).sentence
    shared.edit(shared.ws.all(StaffingRequest)[asked], start=day(-20), finish=day(-10))
    assert "are over" in fill().sentence


def test_a_fill_by_somebody_without_the_skill_says_so(shared: Any, asked: int) -> None:
    welding = shared.create(Skill, name="Welding")
    shared.create(ResourceSkill, resource_id=BEN, skill_id=welding, level=2)
    shared.edit(shared.ws.all(StaffingRequest)[asked], skill_id=welding, level=4)
    shared.run(staffing.fill, request_id=asked, resource_id=BEN, percent=10, reason="Nobody else")
    assert "Welding is asked for at level 4, this is 2" in list(shared.ws.all(Decision).values())[-1].chosen
    shared.run(staffing.fill, request_id=asked, resource_id=ANA, percent=10, reason="Nobody else")
    assert "no Welding, which is asked for" in list(shared.ws.all(Decision).values())[-1].chosen


# What holds for any sequence


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shares") / "begun.db"
    database = Database.open(path, create=True)
    database.run(first_command(TODAY), TODAY)
    for who, project, percent in ((ANA, SHT, 70), (ANA, LND, 30), (BEN, LND, 100)):
        values = {"resource_id": who, "project_id": project, "percent": percent, "start": TODAY}
        database.run(partial(rows.create, entity=Allocation, values=values), TODAY)
    database.close()
    return path


def promised(workspace: Workspace) -> Counter[tuple[int, int, int]]:
    """Percent by resource, project and day."""
    found: Counter[tuple[int, int, int]] = Counter()
    for one in workspace.all(Allocation).values():
        for at in range(60):
            if one.start <= day(at) and (one.finish is None or day(at) <= one.finish):
                found[one.resource_id, one.project_id, at] += one.percent
    return found


def a_shift(random: Random) -> Shift:
    start = random.randint(0, 20)
    return Shift(
        resource_id=random.choice([ANA, BEN]),
        from_id=random.choice([None, SHT, LND, SHT, LND]),
        to_id=random.choice([None, SHT, LND, SHT, LND]),
        percent=random.choice([5, 10, 20, 30]),
        start=day(start),
        finish=random.choice([None, day(start + random.randint(0, 15))]),
    )


@examples(7)
@given(seed=st.integers(0, 2**32))
def test_no_share_overlaps_itself_and_what_one_gains_the_other_loses(begun: Path, seed: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        database = Database.open(Path(shutil.copy(begun, folder)))
        for _ in range(12):
            what = a_shift(random)
            before = promised(database.load())
            try:
                database.run(partial(shares.shift, shifts=[what], reason="Random"), TODAY)
            except Refused:
                continue
            after = promised(database.load())
            for resource, project, at in product((ANA, BEN), (SHT, LND), range(60)):
                inside = resource == what.resource_id and what.start <= day(at) <= (what.finish or day(60))
                moved = what.percent * inside
                if inside and what.from_id is not None and day(at).weekday() > 4:
                    # On a day off the source may hold less: the target gains what it loses all the same.
                    moved = before[resource, what.from_id, at] - after[resource, what.from_id, at]
                    assert 0 <= moved <= what.percent
                change = moved * ((project == what.to_id) - (project == what.from_id))
                assert after[resource, project, at] - before[resource, project, at] == change
            assert_no_overlap(database.load())
        database.close()


def assert_no_overlap(workspace: Workspace) -> None:
    found = list(workspace.all(Allocation).values())
    for one in found:
        for other in found:
            same = (one.resource_id, one.project_id) == (other.resource_id, other.project_id)
            if same and one.id < other.id:
                first, last = sorted((one, other), key=lambda each: each.start)
                assert first.finish is not None
                assert first.finish < last.start
                assert first.percent != last.percent or first.finish + timedelta(1) < last.start, "one share in two"
