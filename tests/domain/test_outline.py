"""The outline of a project, and finding items by name."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from pmtui.domain.entities import FormerNumber, Program, Project, WorkItem
from pmtui.domain.outline import children, item_named, outline, subtree
from pmtui.domain.workspace import Workspace

PROJECTS = (
    Program(id=1, name="Moon"),
    Project(id=1, program_id=1, code="SHT"),
    Project(id=2, program_id=1, code="X-1"),
)


def item(id: int, parent: int | None = None, position: int = 0, project: int = 1) -> WorkItem:
    return WorkItem(id=id, project_id=project, number=id, parent_id=parent, position=position, title=f"Item {id}")


def shape(workspace: Workspace, project_id: int = 1) -> list[str]:
    return [
        f"{'  ' * row.depth}{row.item.id}{'.' if row.last else ''}{'+' if row.has_children else ''}"
        for row in outline(workspace, project_id)
    ]


def test_rows_in_order_of_position_under_their_parents() -> None:
    workspace = Workspace(
        [*PROJECTS, item(1, position=1), item(2, position=0), item(3, 1, 1), item(4, 1, 0), item(5, 4), item(6, 3)]
    )
    assert shape(workspace) == ["2", "1.+", "  4+", "    5.", "  3.+", "    6."]
    assert subtree(workspace, 1) == (1, 4, 5, 3, 6)
    assert [one.id for one in children(workspace, 1)] == [4, 3]


def test_orphans_stand_at_the_top() -> None:
    workspace = Workspace([*PROJECTS, item(1), item(2, 99), item(3, 4), item(4, project=2)])
    assert shape(workspace) == ["1", "2", "3."]
    assert subtree(workspace, 4) == (4,)


def test_items_that_contain_each_other_are_shown_once() -> None:
    workspace = Workspace([*PROJECTS, item(1), item(2, 3), item(3, 2), item(4, 4), item(5, 3)])
    assert shape(workspace) == ["1", "2+", "  3.+", "    5.", "4."]
    assert subtree(workspace, 2) == (2, 3, 5)


@examples(50)
@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(1, 12)), st.integers(0, 3)), max_size=10))
def test_every_item_has_exactly_one_row_whatever_the_parents(parents: list[tuple[int | None, int]]) -> None:
    items = [item(index + 1, parent, position) for index, (parent, position) in enumerate(parents)]
    rows = outline(Workspace([*PROJECTS, *items]), 1)
    assert sorted(row.item.id for row in rows) == [one.id for one in items]
    for before, after in pairwise(rows):
        assert after.depth <= before.depth + 1
        assert (after.depth > before.depth) == before.has_children


def test_a_very_deep_outline() -> None:
    deep = [item(1), *(item(number, number - 1) for number in range(2, 3001))]
    rows = outline(Workspace([*PROJECTS, *deep]), 1)
    assert rows[-1].depth == 2999
    assert all(row.last for row in rows)


def test_names() -> None:
    moved = FormerNumber(id=1, project_id=1, number=7, work_item_id=3)
    taken = FormerNumber(id=2, project_id=1, number=1, work_item_id=3)
    workspace = Workspace([*PROJECTS, item(1), item(2), item(3, project=2), moved, taken])
    assert item_named(workspace, "2", 1) == item(2)
    assert item_named(workspace, "sht-2", 2) == item(2)
    assert item_named(workspace, "X-1-3", 1) == item(3, project=2)
    assert item_named(workspace, "SHT-7", None) == item(3, project=2)
    assert item_named(workspace, "7", 1) == item(3, project=2)
    assert item_named(workspace, "1", 1) == item(1)
    for nothing in ("3", "SHT-3", "ABC-1", "-1", "SHT-", "SHT", "", "²", "1" * 40):
        assert item_named(workspace, nothing, 1) is None
