"""What becomes of a fault in the program: a report without any of the user's data, and a sentence that names it."""

import os
import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version

from textual.worker import WorkerFailed

from pmtui import __version__
from pmtui.store.errors import Unusable
from pmtui.store.paths import state_folder
from pmtui.ui.state import write_private


def reported(fault: BaseException, now: datetime) -> str:
    """Write the report into the state folder and return the sentence for the user."""
    if isinstance(fault, WorkerFailed):
        fault = fault.error
    said = f"pmtui ended because of a fault in it ({type(fault).__name__}); all that it said to be done is saved."
    path = state_folder() / f"fault-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    try:
        write_private(path, "\n".join(report_lines(fault, now)) + "\n")
    except (OSError, Unusable):
        return f"{said} No report could be written to {path.parent}."
    return f"{said} The report is in {path}."


def report_lines(fault: BaseException, now: datetime) -> Iterator[str]:
    """Where it happened. Neither variables nor messages of exceptions, in which there may be the user's data."""
    yield f"pmtui {__version__}, {now.isoformat(timespec='seconds')}"
    yield f"Python {sys.version.split()[0]}, Textual {version('textual')}, {platform.platform()}"
    yield f"TERM {os.environ.get('TERM', '')}"
    seen: set[int] = set()
    one: BaseException | None = fault
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield ""
        yield f"{type(one).__module__}.{type(one).__qualname__}"
        for frame in traceback.extract_tb(one.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
            yield f"    {frame.line}"
        one = one.__cause__ or one.__context__
