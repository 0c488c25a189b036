"""Garbage is collected at rest, once enough has been made."""

import gc
import time
import weakref
from collections.abc import Iterator

import pytest

import pmtui.ui.garbage
from pmtui.ui.garbage import ALL_DUE, AT_LATEST, DUE, LONG_REST, REST, Garbage


class Node:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def put_off() -> Iterator[None]:
    """Collections are put off, as ``run`` does; as before afterwards."""
    before = gc.get_threshold()
    gc.disable()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("put_off")
async def test_what_nobody_holds_goes_at_rest_once_a_collection_is_due() -> None:
    garbage = Garbage()
    garbage.begin()
    assert gc.isenabled()
    assert gc.get_threshold()[2] == AT_LATEST
    node = Node()
    old = weakref.ref(node)
    gc.collect()  # it is no longer young
    del node
    garbage._look()
    assert old() is not None  # it is not due
    for _ in range(DUE):
        gc.collect(1)
    garbage.typed()
    garbage._look()
    assert old() is not None  # a key has just come
    garbage._typed = time.monotonic() - REST - 1
    garbage._look()
    assert old() is None


@pytest.mark.usefixtures("put_off")
async def test_what_was_there_at_the_start_goes_with_a_thorough_collection() -> None:
    garbage = Garbage()
    node = Node()
    old = weakref.ref(node)
    garbage.begin()
    del node
    for passed in range(ALL_DUE):
        assert old() is not None, passed  # kept out of the quick ones
        gc.collect(1)
        garbage._typed = time.monotonic() - REST
        garbage._look()
    assert old() is not None  # the rest is too short for it
    garbage._typed = time.monotonic() - LONG_REST
    garbage._look()
    assert old() is None
    assert gc.get_freeze_count()


@pytest.mark.usefixtures("put_off")
def test_what_a_screen_held_goes_once_it_is_left() -> None:
    garbage = Garbage()
    garbage.begin()
    node = Node()
    old = weakref.ref(node)
    gc.collect()  # it is no longer young
    del node
    garbage.left()
    assert old() is None


@pytest.mark.usefixtures("put_off")
def test_only_what_stays_is_kept_out_of_the_next_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pmtui.ui.garbage, "LONG", -1.0)  # each look takes long
    garbage = Garbage()
    garbage.begin()
    before = gc.get_freeze_count()
    stay = [Node() for _ in range(1000)]
    gone = [Node() for _ in range(5000)]
    del gone
    garbage.left()
    assert gc.get_freeze_count() < before + len(stay)  # it took long for what is gone now
    stay += [Node() for _ in range(5000)]
    garbage.left()
    assert gc.get_freeze_count() > before + len(stay) // 2


def test_where_nothing_was_put_off_nothing_changes() -> None:
    before = gc.get_threshold()
    Garbage().begin()
    assert gc.get_threshold() == before
