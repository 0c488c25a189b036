"""What is shown of a decision before it is made is what the commit does: each row and each forecast figure."""

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.commands import dispositions
from tests.commands.dispositions import DECIDING, Making
from tests.commands.random_commands import a_command, a_decision, a_share
from tests.commands.random_plans import a_plan
from tests.commands.screen import Screen
from tests.examples import examples

from pmtui.domain.errors import Refused
from pmtui.store.database import Command, Database

TODAY = date(2027, 1, 4)
Case = Callable[[Making], tuple[Command, Sequence[Command]]]


def alone(make: Callable[[Making], Command]) -> Case:
    return lambda making: (make(making), ())


CASES: dict[str, Case] = {
    **{name: partial(dispositions.decided, name=name, count=1) for name in DECIDING},
    **{f"{name}, together": partial(dispositions.decided, name=name, count=3) for name in DECIDING},
    "reopen": alone(dispositions.reopened),
    "put in question": alone(dispositions.questioned),
    "put some effort in question": alone(dispositions.split_by_effort),
    "put some children in question": alone(dispositions.split_by_children),
}


class Plans:
    """Databases to begin from, each made once, whichever decisions are tried on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def copy(self, seed: int, folder: str) -> Database:
        """A copy of the one of that number."""
        path = self._folder / f"{seed}.db"
        if not path.exists():
            database = Database.open(path, create=True)
            database.run(a_plan(Random(seed), TODAY), TODAY)
            database.close()
        return Database.open(Path(shutil.copy(path, folder)))


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Plans:
    return Plans(tmp_path_factory.mktemp("plans"))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@examples(4)
@given(plan=st.integers(0, 999), seed=st.integers(0, 2**32))
def test_a_decision_is_committed_as_it_is_shown(plans: Plans, case: Case, plan: int, seed: int) -> None:
    """On a random plan after some random changes; the decision is built to succeed, and never refused."""
    random = Random(seed)
    with TemporaryDirectory() as folder:
        database = plans.copy(plan, folder)
        screen = Screen(database, TODAY)
        for _ in range(2):
            for _ in range(3):
                change(random, screen)
            command, beside = case(Making(random, screen, TODAY))
            assert screen.compare(command, beside) == ""
        screen.close()
        database.close()


def change(random: Random, screen: Screen) -> None:
    """Whatever comes, where it is not refused."""
    try:
        screen.run(a_command(random, screen.workspace, TODAY))
    except Refused:
        return


@examples(8)
@given(plan=st.integers(0, 999), seed=st.integers(0, 2**32), count=st.integers(1, 8))
def test_any_command_is_refused_as_it_is_shown_or_committed_so(
    plans: Plans, plan: int, seed: int, count: int
) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        database = plans.copy(plan, folder)
        screen = Screen(database, TODAY)
        for turn in range(count):
            make = (a_command, a_decision, a_share)[turn % 3]
            screen.compare(make(random, screen.workspace, TODAY))
        screen.close()
        database.close()
