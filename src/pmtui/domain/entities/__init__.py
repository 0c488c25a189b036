"""The entities of a workspace, each defined once: tables, forms, validation and files all derive from here."""

from dataclasses import fields
from functools import cache

from pmtui.domain.entities.entity import Entity
from pmtui.domain.entities.people import (
    Absence,
    Allocation,
    Assignment,
    Resource,
    ResourceSkill,
    Skill,
    StaffingRequest,
)
from pmtui.domain.entities.programs import (
    Benefit,
    BenefitSource,
    Charter,
    Contribution,
    Goal,
    HealthOverride,
    Holiday,
    Program,
    Project,
    ScopeStatement,
    Settings,
)
from pmtui.domain.entities.records import Acceptance, Decision, Issue, MoneyEntry, Risk, ScopeRequest, Snapshot
from pmtui.domain.entities.work import Baseline, BaselineItem, Dependency, FormerNumber, WorkItem
from pmtui.domain.fields import Description

__all__ = [
    "ENTITIES",
    "Absence",
    "Acceptance",
    "Allocation",
    "Assignment",
    "Baseline",
    "BaselineItem",
    "Benefit",
    "BenefitSource",
    "Charter",
    "Contribution",
    "Decision",
    "Dependency",
    "Entity",
    "FormerNumber",
    "Goal",
    "HealthOverride",
    "Holiday",
    "Issue",
    "MoneyEntry",
    "Program",
    "Project",
    "Resource",
    "ResourceSkill",
    "Risk",
    "ScopeRequest",
    "ScopeStatement",
    "Settings",
    "Skill",
    "Snapshot",
    "StaffingRequest",
    "WorkItem",
    "described",
    "entity_named",
]

# In an order in which every entity comes after those that it refers to, but for work items among themselves.
ENTITIES: tuple[type[Entity], ...] = (
    Settings, Holiday, Program, Goal, Project, Charter, ScopeStatement, HealthOverride, Contribution, WorkItem,
    FormerNumber, Dependency, Benefit, BenefitSource, Skill, Resource, ResourceSkill, Absence, StaffingRequest,
    Allocation, Assignment, MoneyEntry, Acceptance, Snapshot, Decision, ScopeRequest, Risk, Issue, Baseline,
    BaselineItem,
)  # fmt: skip


_DESCRIBED: dict[type[Entity], dict[str, Description]] = {
    entity: {one.name: one.metadata["description"] for one in fields(entity) if one.metadata} for entity in ENTITIES
}


def described(entity: type[Entity]) -> dict[str, Description]:
    """The descriptions of an entity's fields by name, in order, without ``id`` and ``version``."""
    return _DESCRIBED[entity]


@cache
def entity_named(name: str) -> type[Entity]:
    """The entity class of that name, as references give it; KeyError where there is none."""
    return {one.__name__: one for one in ENTITIES}[name]
