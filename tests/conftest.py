"""What all tests share: a fresh database, and the day that is today in them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pmtui.store.database import Database

TODAY = date(2027, 1, 4)  # a Monday

# How long an example takes is not what a test is about, and the suite tries the same ones in every run.
SUITE = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("suite", SUITE)
settings.register_profile("search", SUITE, derandomize=False, max_examples=20 * SUITE.max_examples)
settings.load_profile("suite")


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path / "test.db", create=True)
    yield opened
    opened.close()
