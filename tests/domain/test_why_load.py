"""What a resource's week is explained by, sentence by sentence."""

from datetime import date, timedelta

from pmtui.domain.entities import Absence, Allocation, Holiday, Program, Project, Resource, WorkItem
from pmtui.domain.forecast.result import Forecast, Work
from pmtui.domain.load import Loads
from pmtui.domain.periods import Scale, period_of
from pmtui.domain.why_load import why_load
from pmtui.domain.workspace import Workspace

MONDAY = date(2027, 1, 11)
ROWS = (
    Program(id=1, name="Moon"),
    Project(id=1, program_id=1, code="SHT", name="Shuttle"),
    Project(id=2, program_id=1, code="LND", name="Lander"),
    Resource(id=1, name="Ana", available_to=date(2027, 1, 15)),
    WorkItem(id=7, project_id=1, number=3, title="Seal"),
    Allocation(id=1, resource_id=1, project_id=1, percent=80, start=MONDAY),
    Allocation(id=2, resource_id=1, project_id=2, percent=50, start=MONDAY, finish=MONDAY),
    Absence(id=1, resource_id=1, start=date(2027, 1, 14), finish=date(2027, 1, 20), reason="leave"),
    Holiday(id=1, day=date(2027, 1, 13), name="Day"),
)


def test_promises_absences_the_days_that_are_too_many_and_work() -> None:
    # Promised: Monday 130 %, Tuesday, Thursday and Friday 80 % of 8 h; there are Monday and Tuesday only.
    forecast = Forecast(MONDAY, work=(Work(1, 7, {MONDAY.toordinal(): 384}), Work(1, 99, {MONDAY.toordinal(): 5})))
    workspace = Workspace(ROWS)
    steps = why_load(
        workspace, Loads(workspace, forecast, MONDAY, 2), 1, period_of(Scale.WEEK, MONDAY + timedelta(2))
    )
    assert [one.sentence for one in steps] == [
        "Ana is promised 29h 36m of 16h in the week of 2027-01-11: 15h 12m beyond what there is, on 3 days.",
        "80 % of SHT Shuttle from 2027-01-11 on: 25h 36m.",
        "50 % of LND Lander from 2027-01-11 to 2027-01-11: 4h.",
        "Absent from 2027-01-14 to 2027-01-20: leave.",
        "Wed 2027-01-13 is a holiday: Day.",
        "Available to 2027-01-15.",
        "Mon 2027-01-11: 10h 24m promised (SHT 80 %, LND 50 %), 8h there: 2h 24m too many.",
        "Thu 2027-01-14: 6h 24m promised (SHT 80 %), 0h there: 6h 24m too many.",
        "Fri 2027-01-15: 6h 24m promised (SHT 80 %), 0h there: 6h 24m too many.",
        "Scheduled are 6h 29m; 0h would be needed if each work item went at its earliest dates.",
        "SHT-3 Seal: 6h 24m scheduled, 0h needed.",
    ]
    assert steps[-1].item_id == 7
