"""What the store says when a file cannot be used or a change could not be saved."""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError


class Unusable(Exception):
    """The database file cannot be used: a sentence that says why and what to do; the file was not touched."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NoRight(Unusable):
    """Rights alone keep the file from being used, or would let others change it: no backup is called for."""


class NotSaved(Exception):
    """A change was not saved, for a reason outside the data: a sentence that begins "Not saved:"."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NoValue(sqlite3.DataError):
    """A row holds something that its field cannot, such as another program may have put there."""


_REASONS = {
    sqlite3.SQLITE_BUSY: "another session has held the database for over 5 seconds; try again",
    sqlite3.SQLITE_LOCKED: "another session has held the database for over 5 seconds; try again",
    sqlite3.SQLITE_FULL: "the disk is full; free some space and try again",
    sqlite3.SQLITE_READONLY: "the database cannot be written; check the rights of its file and folder",
    sqlite3.SQLITE_IOERR: "reading or writing the disk failed; check the disk and try again",
    sqlite3.SQLITE_CANTOPEN: "the database file or its folder cannot be opened; check that they are there",
    sqlite3.SQLITE_PERM: "the rights of the database file forbid it",
    sqlite3.SQLITE_CORRUPT: "the database is damaged; restore it from a backup",
    sqlite3.SQLITE_NOTADB: "the file is no database any more; restore it from a backup",
}
_NO_TEXT = "Could not decode to UTF-8"  # how Python's sqlite3 begins


def reason(error: "DBAPIError | sqlite3.Error") -> str:
    """Why SQLite refused, as the rest of a sentence; its own words where the code is not a known one."""
    cause = error if isinstance(error, sqlite3.Error) else error.orig
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None and code & 0xFF == sqlite3.SQLITE_CONSTRAINT:
        return f"it breaks a rule of the database ({cause})"
    if isinstance(cause, NoValue):
        return "it holds a value that is none; pmtui check says more"
    if str(cause).startswith(_NO_TEXT):  # it has no code, and quotes what it found
        return "it holds something that is no text; pmtui check says more"
    known = _REASONS.get(code & 0xFF) if code is not None else None
    return known or f"the database refused ({cause})"
