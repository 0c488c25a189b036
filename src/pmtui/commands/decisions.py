"""The record that a decision leaves: what was chosen among what, why, when and by whom."""

from datetime import date

from pmtui.commands import rules
from pmtui.domain.choices import DecisionKind, Disposition
from pmtui.domain.entities import Decision, Program, Project
from pmtui.domain.errors import Refused
from pmtui.domain.fields import TITLE_MOST
from pmtui.store.transaction import Transaction


def record(
    tx: Transaction,
    project: Project,
    kind: DecisionKind,
    *,
    title: str,
    chosen: str,
    reason: str,
    options: str = "",
    decided_by: str = "",
    effective_from: date | None = None,
    disposition: Disposition | None = None,
) -> Decision:
    """Write a decision; the program's manager made it unless somebody is named. Refused without a reason."""
    if not reason.strip():
        raise Refused("Give the reason for this decision.", {"reason": "Give the reason for this decision."})
    values = {
        "program_id": project.program_id,
        "project_id": project.id,
        "title": title[:TITLE_MOST],
        "kind": kind,
        "disposition": disposition,
        "chosen": chosen[:TITLE_MOST],
        "rationale": reason,
        "decided_on": tx.today,
        "decided_by": decided_by or tx.get(Program, project.program_id).manager,
        "effective_from": effective_from or tx.today,
        "options": options,
    }
    return rules.add(tx, Decision, values)[0]
