"""Absences typed in a line each."""

from pmtui.commands import rules
from pmtui.commands.naming import called
from pmtui.commands.rows import noted
from pmtui.domain.entities import Absence
from pmtui.domain.errors import Refused
from pmtui.domain.quick_absence import read_absence
from pmtui.store.transaction import Transaction


def quick_add(tx: Transaction, *, line: str, resource_id: int | None = None) -> str:
    """Add an absence from one typed line (see ``domain/quick_absence.py``); without a name, of ``resource_id``."""
    read = read_absence(line, tx.workspace(), tx.today, resource_id)
    if read.error:
        raise Refused(read.error, {"line": read.error})
    values = {"resource_id": read.resource_id, "start": read.start, "finish": read.finish, "reason": read.reason}
    absence, told = rules.add(tx, Absence, values)
    return noted(f"Added absence {called(tx, absence)}", told)
