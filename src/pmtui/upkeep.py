"""The subcommands that look after the database file: check, backup, backups and restore."""

import os
import sys
from datetime import datetime
from pathlib import Path

from pmtui.domain.errors import Refused
from pmtui.domain.text import safe
from pmtui.store.backups import Why, backups_of, described, fault_of, folder_of, take
from pmtui.store.checking import examine, faults_of
from pmtui.store.errors import Unusable
from pmtui.store.opening import check_entrance, prepare
from pmtui.store.restoring import restore_file


def _say(sentence: str) -> None:
    sys.stdout.write(safe(sentence) + "\n")


def check(path: Path) -> bool:
    """Say whether the database is whole, and what is possible where it is not."""
    found = examine(path)
    for sentence in found.sentences:
        _say(sentence)
    return found.whole


def back_up(path: Path, target: Path | None, now: datetime) -> None:
    """Copy the database to its backups or to a file; raises Refused, Unusable, NotSaved.

    A file that is there is replaced only where it is a backup too.
    """
    prepare(path, create=False)
    if target is not None:
        _check_target(path, target)
    fault = next(faults_of(path), "")
    if fault:
        raise Unusable(f"{path} is damaged, and no backup is made of it. {fault} pmtui check says more.")
    made = take(path, Why.ASKED, now, target)
    _say(f"Kept {sum(made.rows.values())} rows in {made.path}, verified; its checksum is beside it.")


def _check_target(path: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise Refused(f"{target.parent}: there is no such folder.")
    if not target.exists():
        return
    if target.samefile(path):
        raise Refused(f"{target} is the database itself: name another file for the backup.")
    if not target.is_file() or described(target) is None:
        raise Refused(f"{target} is there and is no backup of pmtui: name another file.")


def show_backups(path: Path) -> bool:
    """Print a line for each backup, newest first; whether all are as they were made. Raises Unusable."""
    check_entrance(folder_of(path), os.R_OK | os.X_OK)
    found = [(one, fault_of(one)) for one in backups_of(path)]
    for one, fault in found:
        rows = sum(one.rows.values())
        _say(f"{one.made:%Y-%m-%d %H:%M}  {one.why:<9}  {rows:>7} rows  {one.size // 1024:>6} kB  {fault or 'ok'}")
        _say(f"    {one.path}")
    if not found:
        _say(f"There are no backups in {folder_of(path)}: pmtui backup makes one.")
    return not any(fault for _, fault in found)


def restore(path: Path, source: Path | None, now: datetime, *, replace: bool) -> None:
    """Put a backup, or the newest good one, in the place of the database; raises Refused, Unusable, NotSaved."""
    if source is None:
        check_entrance(folder_of(path), os.R_OK | os.X_OK)
        source = next((one.path for one in backups_of(path) if not fault_of(one)), None)
        if source is None:
            raise Unusable(f"There is no good backup in {folder_of(path)}: name a file to restore.")
    done = restore_file(path, source, now, replace=replace)
    _say(f"{path} holds the {done.rows} rows of {source} now; what was done before can no longer be undone.")
    if done.kept is not None:
        _say(f"What was there is kept in {done.kept}.")
