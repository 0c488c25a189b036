"""What a rehearsal shows is what the commit does: the same rows and the same forecast, field by field."""

import re
import shutil
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.commands.conftest import state
from tests.commands.random_commands import a_command, a_decision, a_share, first_command

from pmtui.domain.errors import Refused
from pmtui.domain.forecast import forecast
from pmtui.store.database import Command, Database
from pmtui.store.rehearsal import Rehearsals

TODAY = date(2027, 1, 4)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rehearsed") / "begun.db"
    database = Database.open(path, create=True)
    database.run(first_command(TODAY), TODAY)
    database.close()
    return path


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 8))
def test_what_is_shown_is_what_is_committed(begun: Path, seed: int, count: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        database = Database.open(Path(shutil.copy(begun, folder)))
        rehearsals = Rehearsals(database)
        for turn in range(count):
            make = (a_command, a_decision, a_share)[turn % 3]
            compare(database, rehearsals, make(random, database.load(), TODAY))
        rehearsals.close()
        database.close()


def compare(database: Database, rehearsals: Rehearsals, command: Command) -> None:
    """Rehearse a command, then commit it: both refuse it with the same words, or leave the same."""
    head = database.head()
    try:
        shown = rehearsals.run(command, TODAY, head=head)
    except Refused as refused:
        with pytest.raises(Refused, match=f"^{re.escape(refused.sentence)}$"):
            database.run(command, TODAY, expected_head=head)
        return
    assert not shown.old
    done = database.run(command, TODAY, expected_head=head)
    committed = database.load()
    assert shown.label == done.label
    assert state(shown.after) == state(committed)
    assert {entity: list(rows) for entity, rows in state(shown.after).items()} == {
        entity: list(rows) for entity, rows in state(committed).items()
    }
    assert forecast(shown.after, TODAY) == forecast(committed, TODAY)
