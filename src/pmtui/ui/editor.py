"""Long text in the user's own editor: through a file that only they can read, gone afterwards."""

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported


@dataclass(frozen=True, slots=True)
class Edited:
    """What came back: the text, or None where nothing is to be taken over, and a sentence that says why."""

    text: str | None
    sentence: str = ""


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """The user's editor with its arguments, from $VISUAL or else $EDITOR; empty where neither is set."""
    for name in ("VISUAL", "EDITOR"):
        value = environment.get(name, "").strip()
        if value:
            try:
                return shlex.split(value)
            except ValueError:  # an unclosed quote: the name as it stands is the best guess
                return [value]
    return []


def edit_outside(text: str, command: list[str]) -> Edited:
    """Run an editor on a text and wait for it; the given text stays where anything goes wrong.

    The terminal and its keys must be the editor's meanwhile.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="pmtui-") as folder:  # 0700, with whatever the editor leaves in it
            path = Path(folder) / "text.txt"
            path.touch(mode=0o600)
            path.write_text(text, encoding="utf-8")
            status = subprocess.run([*command, str(path)], check=False).returncode
            if status:
                return Edited(None, f"{command[0]} ended with status {status}: the text is as it was")
            return Edited(_without_last_newline(path.read_text(encoding="utf-8"), text))
    except UnicodeDecodeError:
        return Edited(None, f"{command[0]} saved something that is not UTF-8: the text is as it was")
    except OSError as error:
        return Edited(None, f"{command[0]} could not be used ({error.strerror}): the text is as it was")


@contextmanager
def keys_for_the_editor() -> Iterator[None]:
    """Let ctrl+c and ctrl+\\ end the editor alone, as a shell does: a terminal that is lent sends them to both."""
    taken = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGQUIT)}
    try:
        yield
    finally:
        for number, before in taken.items():
            signal.signal(number, before)


def _without_last_newline(edited: str, before: str) -> str:
    """Editors end the last line; text that did not end so before is not changed by that alone."""
    if edited.endswith("\n") and not before.endswith("\n"):
        return edited[:-1]
    return edited


def edited_by(app: App[Any], text: str) -> Edited:
    """The text as it comes back from the user's editor, to which the terminal is lent; or why it does not."""
    command = editor_command(os.environ)
    if not command:
        return Edited(None, "No editor is set: put its name into $VISUAL or $EDITOR")
    try:
        with keys_for_the_editor(), app.suspend():
            return edit_outside(text, command)
    except SuspendNotSupported:
        return Edited(None, "This terminal cannot be lent to an editor: type here")
