"""Decisions as Markdown: every fact, the options as they stood, and user text that stays text."""

from datetime import date

from pmtui.domain.choices import DecisionKind, ProjectStatus
from pmtui.domain.entities import Decision, Program, Project, WorkItem
from pmtui.domain.forecast import forecast
from pmtui.domain.impact.record import RecordedOption, RecordedProject, recorded
from pmtui.domain.workspace import Workspace
from pmtui.exchange.decisions_file import decisions_markdown

TODAY = date(2027, 2, 1)


def test_a_decision_reads_as_it_was_made_and_how_it_turned_out() -> None:
    moved = RecordedProject(1, "SHT", "2027-02-03", "2027-02-08", 123_400, "2027-02-03 → 2027-02-08 +3d")
    new = RecordedProject(9, "NEW", "", "2027-03-01", -123_400, "2027-03-01, new")
    options = (
        RecordedOption(
            "move to LAN",
            True,
            (moved, new),
            0,
            120,
            ("loses benefit Air: x",),
            "2.1 by seal",
            gains=("Ana has 16h less overload",),
        ),
        RecordedOption("new project", refused="No."),
        RecordedOption("postpone"),
    )
    decision = Decision(
        id=1, program_id=1, project_id=1, title="Scope of *SHT-1*", kind=DecisionKind.SCOPE, chosen="Move to LAN",
        rationale="First line\n# second", decided_on=TODAY, decided_by="Mia", options=recorded(TODAY, options),
    )  # fmt: skip
    workspace = Workspace(
        [
            Program(id=1, name="Moon", currency="EUR"),
            Project(id=1, program_id=1, code="SHT", name="Shuttle", start=TODAY, status=ProjectStatus.ACTIVE),
            WorkItem(id=1, project_id=1, number=1, title="Seal", effort=8 * 480),
            decision,
        ]
    )
    assert decisions_markdown(workspace, forecast(workspace, TODAY)).splitlines() == [
        "# Decisions of Moon", "",
        "## Scope of \\*SHT-1\\*", "",
        "- Kind: scope", "- Project: SHT Shuttle", "- Chosen: Move to LAN", "- Decided: 2027-02-01 Mia",
        "- Predicted +3d on SHT, now +5d", "",
        "> First line", "> \\# second", "",
        "Options as they stood on 2027-02-01:", "",
        "- **move to LAN** (chosen): loses benefit Air: x; SHT 2027-02-03 → 2027-02-08 +3d, cost +1.23k;"
        " NEW 2027-03-01, new, cost -1.23k; in all: cost 0, overload +2h; Ana has 16h less overload;"
        " fit 2.1 by seal",
        "- new project: could not be taken: No.",
        "- postpone: nothing changes",
    ]  # fmt: skip


def test_no_decision_is_said_to_be_none() -> None:
    workspace = Workspace()
    assert "none yet" in decisions_markdown(workspace, forecast(workspace, TODAY))
