"""What the long counts of ``tests/benchmarks/faults.py`` measure, a few times each, with the controls that fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.faults import kills, migrations, odd, stale
from tests.faults.kills import Batch

from pmtui.domain.entities import Program
from pmtui.store.database import Database
from pmtui.store.errors import NotSaved

from .plan import small_plan


def test_killed_processes_lose_nothing_that_they_acknowledged() -> None:
    found = kills.killed(Batch(seed=7, kills=6))
    assert found.lost + found.half + found.damaged == []
    assert found.acknowledged


def test_the_count_of_kills_finds_what_is_careless() -> None:
    batches = (Batch(seed=-2 - turn, kills=8, no_transactions=True) for turn in range(6))
    assert any(kills.killed(one).half for one in batches)  # when a kill falls is chance: the first is mostly enough


def test_a_migration_that_is_killed_leaves_the_file_as_it_was() -> None:
    found = migrations.killed(migrations.Share(first=50, step=110))
    assert found.half == []
    assert found.kills >= 2


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


@pytest.mark.parametrize("made", [True, False])
def test_a_disk_that_fails_in_the_last_step_is_told_by_what_is_there_then(
    made: bool, tmp_path: Path, today: date
) -> None:
    class Failing(Database):
        @contextmanager
        def writing(self, *begin: Any) -> Iterator[Any]:
            with super().writing(*begin) as session:
                yield session
                if not made:
                    session.rollback()
            raise NotSaved("Not saved: reading or writing the disk failed.")

    Database.open(tmp_path / "plan.db", create=True).close()
    database = Failing(tmp_path / "plan.db")
    if made:
        assert "saved, but the disk reported a fault" in database.run(small_plan, today).label
        assert "saved, but" in database.undo(today).label
    else:
        with pytest.raises(NotSaved):
            database.run(small_plan, today)
    assert not database.load().all(Program)
    database.close()
