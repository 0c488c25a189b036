"""A lean forecast says what the whole one does, and is made anew only for who asks more than projects."""

import gc
import weakref
from random import Random

from hypothesis import given
from tests.domain.plans import TODAY, seeds, workspace_of
from tests.examples import examples

from pmtui.domain.forecast import Forecast, forecast
from pmtui.domain.forecast.lean import lean


@examples(20)
@given(seeds)
def test_it_says_the_same(seed: int) -> None:
    workspace = workspace_of(Random(seed))
    made: list[Forecast] = []

    def again() -> Forecast:
        made.append(forecast(workspace, TODAY))
        return made[-1]

    whole = forecast(workspace, TODAY)
    found = lean(whole, again)
    assert (found.today, found.projects, found.stalled, found.loops) == (
        whole.today,
        whole.projects,
        whole.stalled,
        whole.loops,
    )
    assert made == []
    assert dict(found.items) == dict(whole.items)
    assert (found.work, found.needed) == (whole.work, whole.needed)
    assert len(made) == 1


def test_it_holds_nothing_of_the_whole_one() -> None:
    workspace = workspace_of(Random(1))
    whole = forecast(workspace, TODAY)
    held = [weakref.ref(one) for one in (whole.items, whole.work, whole.needed)]
    found = lean(whole, lambda: forecast(workspace, TODAY))
    del whole
    gc.collect()
    assert [one() for one in held] == [None, None, None]
    assert found.projects
