"""Rules of programs, projects and what hangs on them."""

import re
from collections.abc import Mapping
from typing import Any

from pmtui.commands.fills import let_go, settle
from pmtui.domain import entities as e
from pmtui.domain.amounts import exponent, read_currency
from pmtui.domain.choices import Scope, StaffingState, StatementKind, WorkState
from pmtui.domain.errors import Refused
from pmtui.domain.forecast import forecast
from pmtui.store.transaction import Transaction

Values = dict[str, Any]
_CODE = re.compile("[A-Z][A-Z0-9]*")  # so that SHT-12 always reads as a code and a number


def project_code(typed: object) -> str:
    """A project's code in capitals; Refused where it is not letters and digits."""
    code = str(typed).strip().upper()
    if code and _CODE.fullmatch(code) is None:
        raise Refused(
            f"The code “{code}” cannot be told from a work item's number: use letters and digits, a letter first.",
            {"code": "letters and digits, a letter first"},
        )
    return code


def adding_program(tx: Transaction, values: Mapping[str, Any]) -> Values:
    """A program comes last in the order of programs."""
    last = max((one.position + 1 for one in tx.find(e.Program)), default=0)
    return {**values, "currency": _currency(values.get("currency", "")), "position": last}


def editing_program(tx: Transaction, row: e.Program, changes: Mapping[str, Any]) -> Values:
    """A program's currency is always in capitals; refused where the new one would make amounts mean another sum."""
    if "currency" not in changes:
        return dict(changes)
    currency = _currency(changes["currency"])
    if exponent(currency) != exponent(row.currency) and _has_amounts(tx, row):
        raise Refused(
            f"{currency} has other decimals than {row.currency}, in which this program has amounts: "
            "empty its budgets and money entries first.",
            {"currency": f"amounts are in {row.currency}"},
        )
    return {**changes, "currency": currency}


def _has_amounts(tx: Transaction, program: e.Program) -> bool:
    projects = tx.find(e.Project, program_id=program.id)
    budgets = [program.budget, *(one.budget for one in projects)]
    return any(budgets) or any(tx.find(e.MoneyEntry, project_id=one.id) for one in projects)


def _currency(typed: object) -> str:
    try:
        return read_currency(str(typed))
    except Refused as refused:
        raise Refused(refused.sentence, {"currency": refused.sentence}) from refused


def adding_project(_tx: Transaction, values: Mapping[str, Any]) -> Values:
    """A project's code is always in capitals."""
    return {**values, "code": project_code(values.get("code", ""))}


def editing_project(_tx: Transaction, _row: e.Project, changes: Mapping[str, Any]) -> Values:
    """A project's code is always in capitals."""
    return {**changes, "code": project_code(changes["code"])} if "code" in changes else dict(changes)


def check_project(tx: Transaction, project: e.Project, was: e.Project | None) -> str:
    """Every project has exactly one charter, from its first moment."""
    if was is None:
        tx.add(e.Charter, project_id=project.id)
    return ""


def adding_statement(tx: Transaction, values: Mapping[str, Any]) -> Values:
    """A scope statement comes last in its charter."""
    beside = tx.find(e.ScopeStatement, project_id=values.get("project_id"))
    return {**values, "position": max((one.position + 1 for one in beside), default=0)}


def check_statement(tx: Transaction, row: e.ScopeStatement, was: e.ScopeStatement | None) -> str:
    """Refuse turning into an *out* statement what work items serve as an *in* statement."""
    if was is not None and row.kind is StatementKind.OUT and tx.find(e.WorkItem, statement_id=row.id):
        raise Refused(
            "Work items serve this statement, so it cannot say what is out: have them serve another one first.",
            {"kind": "work items serve it"},
        )
    return ""


def check_program_of_project(tx: Transaction, row: Any, _was: e.Entity | None) -> str:
    """Refuse a project of another program, for what belongs to a program and may name a project."""
    if row.project_id is not None and tx.get(e.Project, row.project_id).program_id != row.program_id:
        _refuse_other_program("project_id")
    return ""


def check_contribution(tx: Transaction, row: e.Contribution, _was: e.Contribution | None) -> str:
    """Refuse a contribution to another program's goal."""
    if tx.get(e.Goal, row.goal_id).program_id != tx.get(e.Project, row.project_id).program_id:
        _refuse_other_program("project_id")
    return ""


def check_benefit_source(tx: Transaction, row: e.BenefitSource, _was: e.BenefitSource | None) -> str:
    """Refuse a contribution to another program's benefit, or of a deliverable of another project."""
    if tx.get(e.Benefit, row.benefit_id).program_id != tx.get(e.Project, row.project_id).program_id:
        _refuse_other_program("project_id")
    return check_item_of_project(tx, row, None)


def _refuse_other_program(field: str) -> None:
    raise Refused(
        "That project belongs to another program: choose one of this program.", {field: "of another program"}
    )


def check_item_of_project(tx: Transaction, row: Any, _was: e.Entity | None) -> str:
    """Refuse a work item of another project than the row's own."""
    if row.work_item_id is not None and tx.get(e.WorkItem, row.work_item_id).project_id != row.project_id:
        code = tx.get(e.Project, row.project_id).code
        raise Refused(
            f"That work item is not of project {code}: choose one of {code}.",
            {"work_item_id": f"not of {code}"},
        )
    return ""


def editing_staffing(tx: Transaction, row: e.StaffingRequest, changes: Mapping[str, Any]) -> Values:
    """A staffing request is filled only by shares; one that is opened again by hand lets go of them."""
    state = changes.get("state", row.state)
    if state is StaffingState.FILLED and row.state is not StaffingState.FILLED:
        raise Refused(
            "A staffing request is filled by giving it a person's share: fill it with one.",
            {"state": "filled by giving a share"},
        )
    if row.state is StaffingState.FILLED and state is not StaffingState.FILLED:
        let_go(tx, row)
    return dict(changes)


def check_staffing(tx: Transaction, row: e.StaffingRequest, was: e.StaffingRequest | None) -> str:
    """Refuse a new staffing request that says it is filled; one that asks for more than was given opens again."""
    if was is None and row.state is StaffingState.FILLED:
        raise Refused("A new staffing request cannot be filled yet: leave it open.", {"state": "not filled yet"})
    return settle(tx, row.id) if was is not None else ""


def check_baseline(tx: Transaction, baseline: e.Baseline, was: e.Baseline | None) -> str:
    """A new baseline keeps what the forecast gives now for all work that is not dropped or out of scope."""
    if was is not None:
        return ""
    dates = forecast(tx.workspace(), tx.today)
    parents = {one.parent_id for one in tx.find(e.WorkItem, project_id=baseline.project_id)}
    kept = 0
    for item in tx.find(e.WorkItem, project_id=baseline.project_id):
        if item.state is WorkState.DROPPED or item.scope is Scope.OUT_OF_SCOPE:
            continue
        of = dates.items.get(item.id)
        tx.add(
            e.BaselineItem,
            baseline_id=baseline.id,
            work_item_id=item.id,
            start=of.start if of else item.started_on,
            finish=of.finish if of else item.finished_on,
            effort=None if item.id in parents else item.effort,
            cost=of.cost if of else 0,
        )
        kept += 1
    return f"{kept} work items as they are forecast now"
