"""What all tests share: a fresh database, and the day that is today in them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from pmtui.store.database import Database

TODAY = date(2027, 1, 4)  # a Monday

settings.register_profile("any machine", deadline=None)  # how long an example takes is not what a test is about
settings.load_profile("any machine")


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path / "test.db", create=True)
    yield opened
    opened.close()
