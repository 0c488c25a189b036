"""What the long counts of ``tests/benchmarks/faults.py`` measure on the installed program, a few times each."""

import errno
import shutil
from pathlib import Path

import pytest
from tests.faults import disconnects, disk, ssh
from tests.faults.disconnects import Case
from tests.faults.figure import Cannot
from tests.faults.server import serving


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


def test_a_real_disk_that_is_full_is_said_and_loses_nothing() -> None:
    try:
        found = disk.filled_up()
    except Cannot as why:
        pytest.skip(str(why))
    assert found.lost + found.stopped == []


def test_a_login_that_is_cut_goes_on_at_the_next(tmp_path: Path) -> None:
    try:
        with serving(tmp_path) as server:
            assert ssh.cut_and_back(server, by_server=False) == ("", "")
            assert ssh.without_terminal(server) == ""
    except Cannot as why:
        pytest.skip(str(why))
