"""What the long counts of ``tests/benchmarks/faults.py`` measure, a few times each, with the controls that fail."""

from tests.faults import kills, stale
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
