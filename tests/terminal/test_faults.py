"""What the long counts of ``tests/benchmarks/faults.py`` measure on the installed program, a few times each."""

import errno
import shutil

import pytest
from tests.faults import disconnects, disk
from tests.faults.disconnects import Case
from tests.faults.figure import Cannot


@pytest.mark.parametrize("way", ["tmux killed", "closed while a save waits"])
def test_a_cut_leaves_no_process_and_a_draft(way: str) -> None:
    if way == "tmux killed" and shutil.which("tmux") is None:
        pytest.skip("tmux is not installed, so a killed server is left out")
    found = disconnects.cut(Case(way, ignored=True))
    assert found == disconnects.Outcome("", "", "")


def test_a_write_that_fails_is_said_and_loses_nothing() -> None:
    try:
        found = disk.failed(disk.Round(errno.EIO, lasts=False, step=9))
    except Cannot as why:
        pytest.skip(str(why))
    assert found.lost + found.stopped == []
    assert found.count >= 3
