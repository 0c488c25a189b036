"""Risks over issues, of a program or of one project."""

from collections.abc import Callable, Iterable, Mapping

from pmtui.domain.choices import RaidStatus
from pmtui.domain.entities import Entity, Issue, Risk
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.linked import Linked
from pmtui.ui.widgets.register import Register

RISK_FIELDS = ("event", "project_id", "status", "due", "owner", "response", "likelihood", "impact", "escalated")
ISSUE_FIELDS = ("title", "project_id", "status", "due", "owner", "urgency", "impact", "escalated")


def raid(
    rows: Callable[[type[Entity], View], Iterable[Entity]],
    values: Callable[[View], Mapping[str, object]],
    *,
    without: str = "",
) -> Linked:
    """Risks, the gravest first, over issues, the most urgent first; closed ones last.

    ``rows`` takes the rows of an entity from a view, ``values`` what a new one starts with; the field ``without``
    gets no column.
    """
    risks = Register(
        Risk,
        lambda view: sorted(rows(Risk, view), key=_gravest),
        values,
        fields=[one for one in RISK_FIELDS if one != without],
        more=(Column("Score", lambda row, _: str(_score(row)), 5, align="right"),),
        heading="Risks",
    )
    issues = Register(
        Issue,
        lambda view: sorted(rows(Issue, view), key=_most_urgent),
        values,
        fields=[one for one in ISSUE_FIELDS if one != without],
        heading="Issues",
    )
    return Linked(risks, issues, follows=False)


def _score(row: Entity) -> int:
    return row.likelihood * row.impact if isinstance(row, Risk) else 0


def _gravest(row: Entity) -> tuple[bool, int, int]:
    assert isinstance(row, Risk)
    return row.status is RaidStatus.CLOSED, -_score(row), row.id


def _most_urgent(row: Entity) -> tuple[bool, int, int]:
    assert isinstance(row, Issue)
    levels = list(type(row.urgency))
    return row.status is RaidStatus.CLOSED, -levels.index(row.urgency) - levels.index(row.impact), row.id
