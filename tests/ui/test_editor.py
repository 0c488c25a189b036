"""Long text in the user's own editor."""

import os
import signal
import stat
import tempfile
from pathlib import Path

import pytest

from pmtui.ui.editor import edit_outside, editor_command, keys_for_the_editor


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, so that what is left of them shows."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def script(tmp_path: Path, body: str) -> list[str]:
    path = tmp_path / "editor.sh"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return [str(path)]


def test_what_the_editor_saved_comes_back_and_no_file_stays(tmp_path: Path, folder: Path) -> None:
    edited = edit_outside("eins\nzwei", script(tmp_path, 'printf "drei\\n" >> "$1"'))
    assert edited.text == "eins\nzweidrei"
    assert list(folder.iterdir()) == []


def test_only_the_user_can_read_the_file(tmp_path: Path, folder: Path) -> None:
    old = os.umask(0)
    try:
        edited = edit_outside("x", script(tmp_path, 'stat -c "%a" "$1" > "$1.mode"; mv "$1.mode" "$1"'))
    finally:
        os.umask(old)
    assert edited.text is not None
    assert int(edited.text, 8) == stat.S_IRUSR | stat.S_IWUSR
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('echo lost > "$1"; exit 3', "status 3"),
        ('printf "\\377" > "$1"', "UTF-8"),
        ('rm "$1"', "could not be used"),
    ],
)
def test_a_failing_editor_changes_nothing_and_says_why(tmp_path: Path, folder: Path, body: str, said: str) -> None:
    edited = edit_outside("kept", script(tmp_path, body))
    assert edited.text is None
    assert said in edited.sentence
    assert list(folder.iterdir()) == []


def test_a_missing_editor_says_so(folder: Path) -> None:
    edited = edit_outside("kept", ["/nowhere/ed"])
    assert edited.text is None
    assert "/nowhere/ed" in edited.sentence
    assert list(folder.iterdir()) == []


def test_visual_goes_before_editor_and_may_have_arguments() -> None:
    assert editor_command({"VISUAL": "vim -n", "EDITOR": "ed"}) == ["vim", "-n"]
    assert editor_command({"VISUAL": " ", "EDITOR": "ed"}) == ["ed"]
    assert editor_command({}) == []


def test_the_keys_that_end_an_editor_end_it_alone(tmp_path: Path, folder: Path) -> None:
    with keys_for_the_editor():
        os.kill(os.getpid(), signal.SIGINT)  # before the editor runs
        edited = edit_outside("x", script(tmp_path, "kill -QUIT $PPID; kill -INT $PPID; exit 0"))
        assert edited.text == "x"
        ended = edit_outside("x", script(tmp_path, "kill -QUIT $$"))
        assert "status" in ended.sentence
    assert signal.getsignal(signal.SIGQUIT) is signal.SIG_DFL
    assert list(folder.iterdir()) == []
