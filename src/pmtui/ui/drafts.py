"""What is being typed in a form, kept beside the database until it is saved or discarded."""

import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from pmtui.ui.state import write_private
from pmtui.ui.widgets.field import Field


@dataclass(frozen=True)
class Reopening:
    """How the form is opened again: the entity's name, the row as it stood, and what a new row was given."""

    entity: str
    row_id: int | None = None
    version: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)  # as JSON has them
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """What was typed, by field and by the label that it had; ``reopening`` None: only its screen opens the form."""

    title: str
    at: str  # local time, as it is shown
    typed: Mapping[str, str]
    labels: Mapping[str, str]
    reopening: Reopening | None = None


def draft_of(title: str, at: str, fields: Iterable[Field], reopening: Reopening | None = None) -> Draft | None:
    """What is typed in the fields and not saved, at the local time ``at``; None where nothing is."""
    changed = [one for one in fields if one.changed]
    typed = {one.spec.name: one.typed for one in changed}
    labels = {one.spec.name: one.spec.label or one.spec.description.label for one in changed}
    return Draft(title, at, typed, labels, reopening) if changed else None


def retype(fields: Iterable[Field], typed: Mapping[str, str]) -> None:
    """Type again what was typed, in those in which nothing is typed yet."""
    for one in fields:
        if one.spec.name in typed and not one.changed:
            one.retype(typed[one.spec.name])


def stored(values: Mapping[str, object]) -> dict[str, object]:
    """Values of fields as JSON has them: days in ISO form, choices by their words."""

    def one(value: object) -> object:
        return value.isoformat() if isinstance(value, date) else value.value if isinstance(value, Enum) else value

    return {name: one(value) for name, value in values.items()}


class Drafts:
    """The drafts of one database; each session has at most one, in a file that only the user may read.

    A session holds a lock on its file, which ends with the process however that ends: the number of a process says
    nothing, since another one may have it later.
    """

    def __init__(self, folder: Path, database: Path) -> None:
        self._folder = folder
        self._key = hashlib.sha256(os.fsencode(database.resolve())).hexdigest()[:24]
        self._own = folder / f"{self._key}-{secrets.token_hex(8)}.json"
        self._held: int | None = None  # the handle that holds the lock

    def of(self, database: Path) -> "Drafts":
        """Those of another database."""
        return Drafts(self._folder, database)

    def keep(self, draft: Draft) -> None:
        """Store it in the place of what this session kept before; raises OSError, Unusable."""
        write_private(self._own, json.dumps(asdict(draft), ensure_ascii=False))
        self._let_go()
        self._held = os.open(self._own, os.O_RDWR | os.O_CLOEXEC)
        with suppress(OSError):  # where the file system has no locks, a draft may be offered too soon
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def forget(self) -> None:
        """What was typed in this session is saved or discarded."""
        throw_away(self._own)
        self._let_go()

    def _let_go(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def left(self) -> Iterator[tuple[Path, Draft]]:
        """The drafts of sessions that have ended, the newest first."""
        found = [one for one in self._folder.glob(f"{self._key}-*.json") if not _is_held(one)]
        for path in sorted(found, key=lambda one: one.stat().st_mtime_ns, reverse=True):
            draft = _read(path)
            if draft is not None:
                yield path, draft


def throw_away(path: Path) -> None:
    """Delete a draft, if there is one; where the disk does not let it go, it is offered once more."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _is_held(path: Path) -> bool:
    """Whether the session that wrote a draft is still there."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:  # gone meanwhile, or not to be read either
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return isinstance(error, BlockingIOError)
    finally:
        os.close(handle)
    return False


def _read(path: Path) -> Draft | None:
    """None where the file holds no draft that this version knows."""
    try:
        found = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        again = found.pop("reopening")
        if again is not None:
            again = Reopening(**{**again, "without": tuple(again["without"])})
        return Draft(**found, reopening=again)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
