"""What the first command needs, there before it comes: imports, the classes of rows, compiled statements."""

import sqlite3
from contextlib import closing, suppress
from datetime import date

from pmtui.domain.entities import WorkItem
from pmtui.domain.errors import Refused
from pmtui.store.database import Database
from pmtui.store.errors import NotSaved, Unusable
from pmtui.store.figures import Forecasted
from pmtui.store.rehearsal import COPY_SECONDS, Late, copied
from pmtui.store.transaction import Transaction


def prepare(database: Database, today: date, known: Forecasted) -> None:
    """Report progress, which most commands do, on a copy in memory that is then thrown away.

    What is wrong with the file, or with what is ``known`` of it, is left for the first command to say.
    """
    database.prepare()
    workspace = known[0]
    item = next(iter(workspace.all(WorkItem).values()), None)
    if item is None:
        return

    def progress(tx: Transaction) -> str:
        tx.edit(item, percent=(item.percent + 1) % 100)
        return "prepared"

    harmless = suppress(Refused, NotSaved, Unusable, Late, sqlite3.Error)
    with harmless, closing(copied(database.path, COPY_SECONDS)) as copy:
        database.on(copy).run(progress, today, expected_head=workspace.head, known=known)
