"""What needs the manager: decisions first, then deviations, each in numbers and with its place."""

from dataclasses import replace
from datetime import date

from pmtui.domain.entities import Acceptance
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.load import OVERLOAD_WEEKS, Loads
from pmtui.domain.needs.decisions import decisions
from pmtui.domain.needs.deviations import deviations
from pmtui.domain.needs.row import Need, NeedKind
from pmtui.domain.workspace import Workspace

__all__ = ["OVERLOAD_WEEKS", "Need", "NeedKind", "needs"]


def needs(
    workspace: Workspace, forecast: Forecast, program_id: int, today: date, loads: Loads | None = None
) -> tuple[Need, ...]:
    """All rows of a program on a day, ranked by kind, then size; without those accepted up to that day or later.

    ``loads`` of at least ``OVERLOAD_WEEKS`` + 1 weeks from that day may be shared with other computations.
    """
    if loads is None:
        loads = Loads(workspace, forecast, today, OVERLOAD_WEEKS + 1)
    found = [
        *decisions(workspace, forecast, program_id, today, loads),
        *deviations(workspace, forecast, program_id, today),
    ]
    accepted = {
        one.subject for one in workspace.all(Acceptance).values() if one.until is not None and one.until >= today
    }
    kinds = list(NeedKind)
    ranked = sorted(
        (one for one in found if one.subject not in accepted),
        key=lambda one: (kinds.index(one.kind), -one.size, one.subject),
    )
    return tuple(replace(one, rank=rank) for rank, one in enumerate(ranked, 1))
