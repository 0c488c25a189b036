"""Garbage is collected at rest, once enough has been made."""

import gc
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

import pmtui.ui.garbage
from pmtui.ui.garbage import ALL_DUE, AT_LATEST, DUE, REST, Garbage
from pmtui.ui.running import SWITCH_SECONDS


class Node:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.own = self


def rested(garbage: Garbage, seconds: float) -> None:
    """Have it look after so long without a key."""
    garbage._typed = time.monotonic() - seconds
    garbage._look()


@pytest.fixture
def put_off(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Collections are put off and threads take turns, as ``run`` has it; as before afterwards."""
    before, switching = gc.get_threshold(), sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(SWITCH_SECONDS)
    monkeypatch.setattr(pmtui.ui.garbage, "REST_EACH", 0)  # however much other tests have left
    yield
    sys.setswitchinterval(switching)
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
    rested(garbage, REST)
    assert old() is None


@pytest.mark.usefixtures("put_off")
async def test_what_was_there_at_the_start_goes_with_a_thorough_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    garbage = Garbage()
    node = Node()
    old = weakref.ref(node)
    garbage.begin()
    del node
    monkeypatch.setattr(pmtui.ui.garbage, "REST_EACH", 2 * REST / gc.get_freeze_count())
    for passed in range(ALL_DUE):
        assert old() is not None, passed  # kept out of the quick ones
        gc.collect(1)
        rested(garbage, REST)
    assert old() is not None  # the rest is too short for so many objects
    rested(garbage, 2 * REST)
    assert old() is None
    assert gc.get_freeze_count()


@pytest.mark.usefixtures("put_off")
async def test_what_a_screen_held_goes_once_it_is_left_and_what_was_kept_out_of_it_at_the_next_rest() -> None:
    garbage = Garbage()
    kept_out = Node()
    older = weakref.ref(kept_out)
    garbage.begin()
    node = Node()
    old = weakref.ref(node)
    gc.collect()  # it is no longer young
    del node, kept_out
    garbage.left()
    assert old() is None
    assert older() is not None
    garbage._look()
    assert older() is not None  # the screen has just come
    rested(garbage, REST)
    assert older() is None


@pytest.mark.usefixtures("put_off")
async def test_a_thread_that_is_making_a_tuple_meanwhile_is_not_disturbed() -> None:
    """Who else holds a tuple that is not whole yet, as a list of all objects does, breaks it."""
    garbage = Garbage()
    garbage.begin()
    over = threading.Event()

    def work() -> int:
        made = 0
        while not over.is_set():
            made += len(tuple(one for one in range(200)))
        return made

    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(work)
        for _ in range(50):
            garbage.left()
            rested(garbage, REST)
        over.set()
        assert made.result()


def test_where_nothing_was_put_off_nothing_changes() -> None:
    before = gc.get_threshold()
    Garbage().begin()
    assert gc.get_threshold() == before
