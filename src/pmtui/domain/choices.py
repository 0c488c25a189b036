"""The closed sets of values that entities use, in the field's words."""

from enum import StrEnum


class Phase(StrEnum):
    DEFINITION = "definition"
    DELIVERY = "delivery"
    CLOSURE = "closure"


class Level(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class BenefitStatus(StrEnum):
    IDENTIFIED = "identified"
    PLANNED = "planned"
    DELIVERING = "delivering"
    REALIZED = "realized"
    SUSTAINED = "sustained"


class ProjectStatus(StrEnum):
    PROPOSED = "proposed"
    AUTHORIZED = "authorized"
    ACTIVE = "active"
    ON_HOLD = "on hold"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ENDED = (ProjectStatus.CLOSED, ProjectStatus.CANCELLED)  # nothing is scheduled, and shares bind nobody any more


class StatementKind(StrEnum):
    IN = "in"
    OUT = "out"


class WorkKind(StrEnum):
    TASK = "task"
    MILESTONE = "milestone"
    DELIVERABLE = "deliverable"  # a summary with children


class WorkState(StrEnum):
    TO_DO = "to do"
    IN_PROGRESS = "in progress"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"


ENDED_WORK = (WorkState.DONE, WorkState.DROPPED)  # nothing is left to do


class Scope(StrEnum):
    IN_SCOPE = "in scope"
    IN_QUESTION = "in question"
    OUT_OF_SCOPE = "out of scope"


class LinkKind(StrEnum):
    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


class ResourceKind(StrEnum):
    PERSON = "person"
    TEAM = "team"
    EQUIPMENT = "equipment"


class AllocationStatus(StrEnum):
    PROPOSED = "proposed"
    COMMITTED = "committed"


class MoneyKind(StrEnum):
    LABOUR = "labour"
    MATERIAL = "material"
    EQUIPMENT = "equipment"
    TRAVEL = "travel"
    OTHER = "other"


class MoneyStatus(StrEnum):
    PLANNED = "planned"
    COMMITTED = "committed"
    ACTUAL = "actual"


class StaffingState(StrEnum):
    OPEN = "open"
    ESCALATED = "escalated"
    FILLED = "filled"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class RequestState(StrEnum):
    SUBMITTED = "submitted"
    POSTPONED = "postponed"
    DECIDED = "decided"


class Disposition(StrEnum):
    KEEP = "keep"
    MOVE = "move to a project"
    NEW_PROJECT = "new project"
    DROP = "does not serve the program"
    POSTPONE = "postpone"


class DecisionKind(StrEnum):
    SCOPE = "scope"
    RESOURCE = "resource"
    SCHEDULE = "schedule"
    OTHER = "other"


class Response(StrEnum):
    AVOID = "avoid"
    REDUCE = "reduce"
    TRANSFER = "transfer"
    ACCEPT = "accept"


class RaidStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class HealthAspect(StrEnum):
    SCHEDULE = "schedule"
    COST = "cost"
    RESOURCES = "resources"
    SCOPE = "scope"


class Rag(StrEnum):
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"
    NOT_SET = "not set"
