"""Accepting a row of *Needs you*."""

from datetime import date

from pmtui.domain.entities import Acceptance
from pmtui.domain.errors import Refused
from pmtui.store.transaction import Transaction


def accept(tx: Transaction, *, subject: str, until: date, reason: str, row: str = "") -> str:
    """Accept a *needs you* row until a day after today, with a reason; an earlier acceptance is replaced.

    ``subject`` is the identity of the row (see ``domain/needs``), ``row`` what it says, for the history.
    """
    if until <= tx.today:
        raise Refused(f"Accept it until a day after today, {tx.today}.", {"until": "not after today"})
    if not reason.strip():
        raise Refused("Give the reason for accepting it.", {"reason": "needed"})
    earlier = tx.find(Acceptance, subject=subject)
    if earlier:
        tx.edit(earlier[0], until=until, reason=reason)
    else:
        tx.add(Acceptance, subject=subject, until=until, reason=reason)
    return f"Accepted until {until}: {_with(row, reason)}"


def resume(tx: Transaction, *, subject: str, row: str = "") -> str:
    """End an acceptance before its day, so that the row is shown again; arguments as of ``accept``."""
    found = tx.find(Acceptance, subject=subject)
    if not found:
        raise Refused("That is not accepted any more.")
    tx.delete(found[0])
    return f"No longer accepted: {_with(row, found[0].reason)}"


def _with(row: str, reason: str) -> str:
    return "; ".join(filter(None, (row.rstrip("."), reason.strip())))
