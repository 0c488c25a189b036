"""A workspace that is made from another holds, finds and compares what one made of all its rows would."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from pmtui.domain.entities import Entity, Goal, Project, WorkItem
from pmtui.domain.workspace import Workspace

IDS = st.integers(1, 6)
FIELDS = ("project_id", "title")
Changes = dict[tuple[type[Entity], int], Entity | None]


def items(ids: st.SearchStrategy[int]) -> st.SearchStrategy[WorkItem]:
    return st.builds(
        lambda id, project, title: WorkItem(id=id, project_id=project, number=id, title=title),
        ids,
        st.integers(1, 3),
        st.sampled_from("ab"),
    )


def goals(ids: st.SearchStrategy[int]) -> st.SearchStrategy[Goal]:
    return st.builds(lambda id, name: Goal(id=id, program_id=1, name=name), ids, st.sampled_from("ab"))


def changed_rows(draw: st.DrawFn) -> Changes:
    rows: list[Entity] = draw(st.lists(st.one_of(items(IDS), goals(IDS)), max_size=4))
    gone = draw(st.lists(st.tuples(st.sampled_from([WorkItem, Goal]), IDS), max_size=2))
    return {(type(one), one.id): one for one in rows} | dict.fromkeys(gone)


def whole(workspace: Workspace) -> Workspace:
    """The same rows, put together anew."""
    return Workspace(
        row for entity in (Project, WorkItem, Goal) for _, row in sorted(workspace.all(entity).items())
    )


@examples(60)
@given(st.data())
def test_what_is_made_of_another_is_what_is_made_of_all_rows(data: st.DataObject) -> None:
    begin = data.draw(st.lists(items(IDS), unique_by=lambda one: one.id))
    family = [Workspace(sorted(begin, key=lambda one: one.id))]
    for _ in range(data.draw(st.integers(1, 4))):
        parent = data.draw(st.sampled_from(family))
        for field in data.draw(st.lists(st.sampled_from(FIELDS), unique=True)):
            parent.grouped(WorkItem, field)  # kept up from here on
        family.append(parent.changed(data.draw(st.composite(changed_rows)())))
    for one in data.draw(st.permutations(family)):
        anew = whole(one)
        for entity in (WorkItem, Goal):
            assert list(one.all(entity).items()) == list(anew.all(entity).items())
        assert [one.grouped(WorkItem, field) for field in FIELDS] == [
            anew.grouped(WorkItem, field) for field in FIELDS
        ]
        for other in family:
            for entity in (Project, WorkItem, Goal):
                assert one.differing(other, entity) == anew.differing(whole(other), entity)


def test_it_can_still_be_compared_when_what_it_was_made_from_is_gone() -> None:
    row = WorkItem(id=1, project_id=1, number=1, title="a")
    begin = Workspace([row])
    made = begin.changed({(WorkItem, 2): WorkItem(id=2, project_id=1, number=2, title="b")})
    other = begin.changed({(WorkItem, 1): None})
    del begin
    assert made.differing(other, WorkItem) == {1, 2}


class Asked(Workspace):
    """Another thread asks it for one more grouping while a workspace is made from it."""

    def _regrouped(self, *one: Any) -> Any:
        self.grouped(WorkItem, "title")
        return super()._regrouped(*one)


def test_one_is_made_from_it_while_another_thread_reads_it() -> None:
    first = Asked([WorkItem(id=1, project_id=1, number=1, title="a")])
    first.grouped(WorkItem, "project_id")
    first.grouped(Goal, "name")
    changed = first.changed({(WorkItem, 2): WorkItem(id=2, project_id=1, number=2, title="b")})
    assert [one.id for one in changed.where(WorkItem, "project_id", 1)] == [1, 2]
    assert [one.id for one in changed.where(WorkItem, "title", "b")] == [2]
