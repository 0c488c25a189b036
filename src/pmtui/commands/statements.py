"""The order of the statements in a charter."""

from pmtui.commands.naming import called
from pmtui.domain.entities import ScopeStatement
from pmtui.domain.errors import Refused
from pmtui.store.transaction import Transaction


def move_statement(tx: Transaction, *, statement_id: int, up: bool) -> str:
    """Move a scope statement before or behind the next one of its kind in the charter."""
    row = tx.get(ScopeStatement, statement_id)
    beside = tx.find(ScopeStatement, project_id=row.project_id)
    order = sorted((one for one in beside if one.kind is row.kind), key=lambda one: (one.position, one.id))
    at = next(number for number, one in enumerate(order) if one.id == row.id)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(order):
        raise Refused(f"This statement is already the {'first' if up else 'last'} of what is {row.kind}.")
    order[at], order[other] = order[other], order[at]
    for position, one in enumerate(order):
        tx.edit(one, position=position)
    return f"Moved scope statement {called(tx, row)} {'up' if up else 'down'}"
