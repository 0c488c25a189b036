"""Which entity has which rules beyond its field descriptions; all writes of commands go through here."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pmtui.commands import links, people, projects, work_rules
from pmtui.domain import entities as e
from pmtui.domain.entities import Entity, described, entity_named
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Kind
from pmtui.domain.text import with_article
from pmtui.domain.validation import check
from pmtui.store.transaction import Transaction

E = TypeVar("E", bound=Entity)
Values = dict[str, Any]

# What a row's values become before it is added.
_ADDING: Mapping[type[Entity], Callable[[Transaction, Mapping[str, Any]], Values]] = {
    e.Program: projects.adding_program,
    e.Project: projects.adding_project,
    e.ScopeStatement: projects.adding_statement,
    e.WorkItem: work_rules.adding_item,
    e.Dependency: links.adding_link,
}
# What the changes of a row become before they are written.
_EDITING: Mapping[type[Entity], Callable[[Transaction, Any, Mapping[str, Any]], Values]] = {
    e.Program: projects.editing_program,
    e.Project: projects.editing_project,
    e.WorkItem: work_rules.editing_item,
    e.Dependency: links.editing_link,
    e.StaffingRequest: projects.editing_staffing,
}
# What must hold of a written row (with the row before, None where it is new), and what else follows from it;
# each returns what a label should tell beside the change itself. Refused takes the whole command back.
_WRITTEN: Mapping[type[Entity], Callable[[Transaction, Any, Any], str]] = {
    e.Project: projects.check_project,
    e.ScopeStatement: projects.check_statement,
    e.Contribution: projects.check_contribution,
    e.BenefitSource: projects.check_benefit_source,
    e.WorkItem: work_rules.check_item,
    e.Dependency: links.check_link,
    e.Resource: people.check_resource,
    e.Allocation: people.check_allocation,
    e.Assignment: people.check_assignment,
    e.MoneyEntry: projects.check_item_of_project,
    e.ScopeRequest: projects.check_item_of_project,
    e.StaffingRequest: projects.check_staffing,
    e.Decision: projects.check_program_of_project,
    e.Risk: projects.check_program_of_project,
    e.Issue: projects.check_program_of_project,
    e.Baseline: projects.check_baseline,
}


def add(tx: Transaction, entity: type[E], values: Mapping[str, Any]) -> tuple[E, str]:
    """A new row by the rules of its entity, and what else came of it, as a part of a label ("" for nothing)."""
    cleaned = check(entity, values)
    values = {name: cleaned[name] for name in values}
    _refuse_gone(tx, entity, values)
    prepare = _ADDING.get(entity)
    row = tx.add(entity, **(prepare(tx, values) if prepare else values))
    told = _written(tx, row, None)
    return tx.get(entity, row.id), told


def change(tx: Transaction, row: E, changes: Mapping[str, Any]) -> tuple[E, str]:
    """A changed row by the rules of its entity, and what else came of it, as a part of a label."""
    cleaned = check(type(row), {name: getattr(row, name) for name in described(type(row))} | dict(changes))
    changes = {name: cleaned[name] for name in changes}
    _refuse_gone(tx, type(row), changes)
    prepare = _EDITING.get(type(row))
    now = tx.edit(row, **(prepare(tx, row, changes) if prepare else changes))
    told = _written(tx, now, row)
    return tx.get(type(row), row.id), told


def _written(tx: Transaction, row: Entity, was: Entity | None) -> str:
    follow = _WRITTEN.get(type(row))
    return follow(tx, row, was) if follow else ""


def _refuse_gone(tx: Transaction, entity: type[Entity], given: Mapping[str, Any]) -> None:
    """Refuse, by field, references to rows that are gone, so that the rules can rely on them."""
    for name, value in given.items():
        description = described(entity)[name]
        if description.kind is Kind.REF and value is not None:
            try:
                tx.get(entity_named(description.refers), value)
            except Refused as gone:
                raise Refused(gone.sentence, {name: gone.sentence}) from gone


def refuse_untyped(entity: type[Entity], given: Mapping[str, Any], *, new: bool) -> None:
    """Refuse values for fields that only commands set; a new row's form knows what it belongs to."""
    for name in given:
        description = described(entity).get(name)
        if description is None:
            continue  # the check of the values names it
        if not description.typed and not (new and description.kind is Kind.REF):
            raise Refused(
                f"{description.label} of {with_article(entity.noun)} is not set by hand: leave it.",
                {name: "not set by hand"},
            )
