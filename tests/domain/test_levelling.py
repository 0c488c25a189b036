"""Ways to level an overload, against a plan worked out by hand."""

from datetime import date, timedelta

from pmtui.domain.entities import (
    Absence,
    Allocation,
    Assignment,
    Entity,
    Program,
    Project,
    Resource,
    ResourceSkill,
    Skill,
    WorkItem,
)
from pmtui.domain.forecast import forecast
from pmtui.domain.levelling import Overload, Way, overload_from, ways
from pmtui.domain.load import Loads
from pmtui.domain.shares import HandOver, Shift
from pmtui.domain.workspace import Workspace

MONDAY = date(2027, 1, 4)
ANA, BEN, EVA = 1, 2, 3
SHT, LND = 1, 2


def day(number: int) -> date:
    return MONDAY + timedelta(number)


def plan(*rows: Entity) -> tuple[Workspace, Loads]:
    """Ana has 80 % of SHT for good, and 40 % of LND in the second week: then 20 % too much."""
    workspace = Workspace(
        [
            Program(id=1, name="Moon"),
            Project(id=SHT, program_id=1, code="SHT", priority=1),
            Project(id=LND, program_id=1, code="LND", priority=5),
            Skill(id=1, name="Welding"),
            Resource(id=ANA, name="Ana", plans_by_shares=True),
            Resource(id=BEN, name="Ben", plans_by_shares=True),
            Resource(id=EVA, name="Eva"),
            ResourceSkill(id=1, resource_id=ANA, skill_id=1, level=4),
            WorkItem(id=10, project_id=LND, number=1, title="Leg", effort=2 * 480, start_no_earlier=day(7)),
            Assignment(id=1, work_item_id=10, resource_id=ANA),
            Allocation(id=1, resource_id=ANA, project_id=SHT, percent=80, start=day(0)),
            Allocation(id=2, resource_id=ANA, project_id=LND, percent=40, start=day(7), finish=day(13)),
            *rows,
        ]
    )
    return workspace, Loads(workspace, forecast(workspace, MONDAY), MONDAY, 30)


def shift(who: int, from_id: int | None, to_id: int | None, first: int, last: int) -> Shift:
    return Shift(resource_id=who, from_id=from_id, to_id=to_id, percent=20, start=day(first), finish=day(last))


def found(*rows: Entity) -> tuple[Way, ...]:
    workspace, loads = plan(*rows)
    over = overload_from(workspace, loads, ANA, MONDAY)
    assert over == Overload(ANA, day(7), day(11), 20)
    return ways(workspace, loads, over)


def test_a_share_is_lowered_or_moved_to_where_there_is_room_for_it() -> None:
    # The least important project first. Five days with 20 % left come right after, so both shares may move there.
    assert found() == (
        Way("Lower LND by 20 %", LND, (shift(ANA, LND, None, 7, 11),)),
        Way(
            "Move 20 % of LND to 2027-01-18..2027-01-22",
            LND,
            (shift(ANA, LND, None, 7, 11), shift(ANA, None, LND, 14, 18)),
        ),
        Way("Lower SHT by 20 %", SHT, (shift(ANA, SHT, None, 7, 11),)),
        Way(
            "Move 20 % of SHT to 2027-01-18..2027-01-22",
            SHT,
            (shift(ANA, SHT, None, 7, 11), shift(ANA, None, SHT, 14, 18)),
        ),
    )


def test_who_has_the_skill_and_the_time_takes_the_work_and_the_share() -> None:
    able = ResourceSkill(id=2, resource_id=BEN, skill_id=1, level=5)
    also = ResourceSkill(id=3, resource_id=EVA, skill_id=1, level=2)
    handed = [one for one in found(able, also) if one.hands_over is not None]
    over = HandOver(item_ids=(10,), from_id=ANA, to_id=BEN)
    both = (shift(ANA, LND, None, 7, 11), shift(BEN, None, LND, 7, 11))
    assert handed[0] == Way("Ben takes LND-1 from Ana, with 20 % of LND", LND, both, over)
    # Eva plans without shares: one share would take her off all her other work.
    assert handed[1].shifts == (shift(ANA, LND, None, 7, 11),)
    assert len(handed) == 2
    busy = Allocation(id=3, resource_id=BEN, project_id=SHT, percent=90, start=day(0))
    assert [one.hands_over for one in found(able, busy) if one.hands_over is not None] == []


def test_a_share_moves_past_days_that_are_full_or_away() -> None:
    away = Absence(id=1, resource_id=ANA, start=day(16), finish=day(16))
    # Wednesday of the week after is off, and her 80 % of that day are too many, so five free days begin behind it.
    moved = next(one for one in found(away) if one.words.startswith("Move"))
    assert moved.shifts[1].start == day(17)


def test_overload_of_another_size_is_levelled_on_its_own_and_none_is_none() -> None:
    more = Allocation(id=3, resource_id=ANA, project_id=LND, percent=60, start=day(14), finish=day(14))
    workspace, loads = plan(more)
    assert overload_from(workspace, loads, ANA, day(12)) == Overload(ANA, day(14), day(14), 40)
    assert overload_from(workspace, loads, ANA, day(15)) is None
    assert overload_from(workspace, loads, BEN, MONDAY) is None


def test_a_project_with_less_than_is_too_much_gives_what_it_has() -> None:
    workspace, loads = plan(Allocation(id=3, resource_id=ANA, project_id=LND, percent=60, start=day(21)))
    over = Overload(ANA, day(7), day(11), 50)
    first = ways(workspace, loads, over)[0]
    assert first.words == "Lower LND by 40 %, of 50 % too many"
    assert first.shifts[0].percent == 40
