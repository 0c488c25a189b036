"""Which statements some work matches: by stem, rare words before common ones, whatever is typed."""

from datetime import date

import pytest

from pmtui.domain.choices import StatementKind
from pmtui.domain.entities import (
    Allocation,
    Assignment,
    Benefit,
    BenefitSource,
    Contribution,
    Goal,
    Program,
    Project,
    Resource,
    ScopeRequest,
    ScopeStatement,
    WorkItem,
)
from pmtui.domain.fit import fits, staff, ties, words_of
from pmtui.domain.workspace import Workspace
from pmtui.store.fit import matching

TODAY = date(2027, 2, 1)
STATEMENTS = [
    ScopeStatement(id=1, project_id=1, text="Tanks and their seals"),
    ScopeStatement(id=2, project_id=1, kind=StatementKind.OUT, text="Testing of other vehicles"),
    ScopeStatement(id=3, project_id=2, text="Legs, and tests of legs"),
    ScopeStatement(id=4, project_id=2, text="Paint of the tests"),
]


def test_words_match_by_their_stem_and_are_shown_as_they_stand() -> None:
    found = matching("Seal test", STATEMENTS)
    assert {id: one.words for id, one in found.items()} == {
        1: ("seals",), 2: ("Testing",), 3: ("tests",), 4: ("tests",),
    }  # fmt: skip


def test_rare_words_weigh_more_and_what_is_out_speaks_against() -> None:
    found = matching("Seal test", STATEMENTS)
    assert found[1].score > found[3].score > 0
    projects = fits(found)
    assert [one.statement.id for one in projects[2].speaks_for] == [4, 3]
    assert projects[1].score == pytest.approx(found[1].score - found[2].score)
    assert projects[1].words == f"{projects[1].score:.1f} by seals; against it testing"


@pytest.mark.parametrize(
    "text", ["", "the of and", '"', "a [/] b", 'x" OR text:*', "NEAR(", "漢字 🚀", "^ * - col : ("]
)
def test_whatever_is_typed_is_no_command_of_the_search(text: str) -> None:
    assert matching(text, STATEMENTS) == {}


def test_common_words_match_nothing_and_long_texts_are_cut() -> None:
    assert matching("word " * 10_000 + "tank", STATEMENTS).keys() == {1}
    assert matching(" ".join(f"w{one}" for one in range(5_000)) + " tank", STATEMENTS) == {}


def test_all_words_about_the_work_count() -> None:
    workspace = Workspace(
        [
            Program(id=1, name="P", currency="EUR"),
            Project(id=1, program_id=1, code="A", name="A"),
            WorkItem(id=1, project_id=1, number=1, title="Cabin", notes="notes"),
            WorkItem(id=2, project_id=1, number=2, parent_id=1, title="Door"),
        ]
    )
    request = ScopeRequest(id=1, project_id=1, work_item_id=1, title="Hatch", why="why")
    assert words_of(workspace, request).split() == ["Hatch", "why", "notes", "Cabin", "Door"]


def test_a_project_is_tied_by_goals_benefits_and_people() -> None:
    workspace = Workspace(
        [
            Program(id=1, name="P", currency="EUR"),
            *(Project(id=id, program_id=1, code=f"P{id}", name="A") for id in (1, 2)),
            WorkItem(id=1, project_id=1, number=1, title="Cabin"),
            Goal(id=1, program_id=1, name="Live there"),
            Contribution(id=1, goal_id=1, project_id=2),
            Benefit(id=1, program_id=1, name="Air"),
            BenefitSource(id=1, benefit_id=1, project_id=2),
            *(Resource(id=id, name=name, plans_by_shares=id < 3) for id, name in enumerate(("A", "B", "C"), 1)),
            *(Assignment(id=id, work_item_id=1, resource_id=id) for id in (1, 2, 3)),
            Allocation(id=1, resource_id=1, project_id=2, percent=50, start=TODAY),
            Allocation(id=2, resource_id=2, project_id=2, percent=50, start=TODAY, finish=date(2027, 1, 29)),
        ]
    )
    found = ties(workspace, workspace.all(Project)[2], [1], TODAY)
    assert (found.goals, found.benefits, found.here) == (("Live there",), ("Air",), ("A", "C"))
    assert [one.name for one in found.away] == ["B"]
    assert [one.name for one in staff(workspace, [1])] == ["A", "B", "C"]
