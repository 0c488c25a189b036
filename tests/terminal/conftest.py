"""Programs in pseudo-terminals, none of which outlives its test."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.terminal.program import Program


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Start the program with a home of its own: ``terminal(["demo"], columns=120, lines=40)``."""
    started: list[Program] = []

    def start(arguments: Sequence[str], **settings: Any) -> Program:
        started.append(Program(arguments, tmp_path, **settings))
        return started[-1]

    yield start
    for one in started:
        one.close()
