"""One row of what needs the manager."""

from dataclasses import dataclass
from enum import StrEnum

from pmtui.domain.place import Place


class NeedKind(StrEnum):
    """What a row is about, in the order of the list: decisions, then deviations."""

    SCOPE = "scope request"
    STAFFING = "staffing request"
    OVERLOAD = "overload"
    SLIP = "slip"
    COST = "cost"
    BENEFIT = "benefit"
    NO_GOAL = "no goal"
    UNSERVED_GOAL = "unserved goal"
    DEADLINE = "deadline"
    RISK = "risk"
    ISSUE = "issue"
    LOOP = "loop"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Need:
    """A fact in numbers, and the place where it is decided.

    ``subject`` stays the same from day to day, so that an acceptance finds its row; ``size`` compares rows of
    one kind, the largest first; ``rank`` is the place in the whole list, 1 first.
    """

    subject: str
    kind: NeedKind
    sentence: str
    project_id: int | None
    place: Place
    size: int = 0
    rank: int = 0
