"""What the long counts of ``tests/benchmarks/faults.py`` measure, a few times each, with the controls that fail."""

import pytest
from tests.faults import kills, odd, stale
from tests.faults.kills import Batch


def test_killed_processes_lose_nothing_that_they_acknowledged() -> None:
    found = kills.killed(Batch(seed=7, kills=6))
    assert found.lost + found.half + found.damaged == []
    assert found.acknowledged


def test_the_count_of_kills_finds_what_is_careless() -> None:
    loose = kills.killed(Batch(seed=-2, kills=8, no_transactions=True))
    assert loose.half


def test_a_stale_form_never_replaces_what_is_newer() -> None:
    assert [said for said in stale.saved_over(15, stale.by_form) if said] == []
    assert all(stale.saved_over(5, stale.by_force))


@pytest.mark.parametrize(("way", "share"), [("form", 200), ("quick entry", 20), ("import", 500), ("raw SQL", 20)])
def test_no_odd_value_is_stored(way: str, share: int) -> None:
    count, found = odd.tried((way, share))
    assert count > 5
    assert found == []


def test_what_is_odd_is_recognized() -> None:
    assert odd.tried(("raw SQL past the checks", 100))[1]
