"""Two sessions on one file: no update of either is lost."""

import threading
from datetime import date

from pmtui.domain.entities import WorkItem
from pmtui.store.database import Database
from pmtui.store.transaction import Transaction

from .plan import small_plan

EDITS = 50


def test_interleaved_edits_of_one_row_lose_nothing(database: Database, today: date) -> None:
    database.run(small_plan, today)
    start = database.load().all(WorkItem)[2].effort or 0
    failures: list[BaseException] = []

    def more(tx: Transaction) -> str:
        item = tx.get(WorkItem, 2)
        tx.edit(item, effort=(item.effort or 0) + 1)
        return "one minute more"

    def work() -> None:
        try:
            session = Database.open(database.path)
            for _ in range(EDITS):
                session.run(more, today)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert database.load().all(WorkItem)[2].effort == start + 2 * EDITS
    assert database.head() == 1 + 2 * EDITS
    sessions = {row.label for row in database.history()}
    assert sessions == {"one minute more", "SHT planned"}
