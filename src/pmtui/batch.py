"""The subcommands that need no screen: they read or fill a database, print, and return."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from pmtui.domain.errors import Refused
from pmtui.domain.forecast import Forecast, forecast
from pmtui.domain.text import safe
from pmtui.domain.workspace import Workspace
from pmtui.report import forecast_json, forecast_text, status_json, status_text
from pmtui.store.database import Database

STREAM = "-"  # the file name that means standard input, or standard output


def status(path: Path, today: date, *, as_json: bool) -> None:
    """Print what needs the manager; raises Unusable."""
    _report(path, today, status_json if as_json else None, status_text)


def show_forecast(path: Path, today: date, *, as_json: bool) -> None:
    """Print the forecast: of each project, and with JSON of each work item too; raises Unusable."""
    _report(path, today, forecast_json if as_json else None, forecast_text)


def _report(
    path: Path,
    today: date,
    structured: Callable[[Workspace, Forecast], Any] | None,
    text: Callable[[Workspace, Forecast], str],
) -> None:
    with _opened(path) as database:
        workspace = database.load()
    found = forecast(workspace, today)
    if structured is not None:
        # ASCII only: what could steer a terminal is then written as \u escapes, and nothing is lost.
        sys.stdout.write(json.dumps(structured(workspace, found), indent=1) + "\n")
    else:
        sys.stdout.write(text(workspace, found))


def export(path: Path, target: Path | None) -> None:
    """Write the whole workspace to a file, or print it; raises Refused, Unusable, OSError."""
    from pmtui.exchange.json_file import export_json

    _write(path, target, export_json)


def export_decisions(path: Path, target: Path | None, today: date) -> None:
    """Write the decisions to a file as Markdown, or print them; raises Refused, Unusable, OSError."""
    from pmtui.exchange.decisions_file import decisions_markdown

    def content(database: Database) -> bytes:
        workspace = database.load()
        return decisions_markdown(workspace, forecast(workspace, today)).encode()

    _write(path, target, content)


def _write(path: Path, target: Path | None, content: Callable[[Database], bytes]) -> None:
    from pmtui.store.paths import replace_with

    if target is not None and path.exists() and target.exists() and target.samefile(path):
        raise Refused(f"{target} is the database itself: name another file to export to.")
    with _opened(path) as database:
        if target is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(content(database))
            return
        made = content(database)
    if target.exists() and not target.is_file():  # a pipe or a device, which must not be replaced
        target.write_bytes(made)
        return
    try:
        replace_with(Path(os.path.realpath(target)), made)
    except OSError as error:  # it names the file that was to take the target's place
        raise OSError(error.errno, error.strerror, str(target)) from error


def import_file(path: Path, source: Path, *, replace: bool) -> None:
    """Fill the database from a file and say what was done; a database that is missing is made.

    Raises Refused, Unusable, NotSaved, OSError; a database made for a file that was refused is taken away.
    """
    from pmtui.exchange.json_file import import_json
    from pmtui.store.dump import has_data

    content = _standard_input() if str(source) == STREAM else source.read_bytes()
    missing = not path.exists()
    database = Database.open(path, create=True)
    try:
        if not replace and has_data(database):
            raise Refused(f"{path} has data already: --replace puts the file in its place, after a backup.")
        imported = import_json(database, content, replace=replace)
    except BaseException:
        database.close()
        if missing:
            path.unlink(missing_ok=True)
        raise
    database.close()
    for sentence in imported.sentences:
        sys.stdout.write(safe(sentence) + "\n")


def _standard_input() -> bytes:
    return b"" if sys.stdin is None else sys.stdin.buffer.read()


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    database = Database.open(path)
    try:
        yield database
    finally:
        database.close()
