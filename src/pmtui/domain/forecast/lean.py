"""A forecast of which many are kept: the figures of its projects, and the rest made anew for who reads it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property

from pmtui.domain.forecast.loads import Loads
from pmtui.domain.forecast.result import Forecast, ItemForecast


class _Anew(Mapping[int, ItemForecast]):
    """The items of a forecast that is made when the first of them is read."""

    def __init__(self, again: Callable[[], Forecast]) -> None:
        self._again = again

    @cached_property
    def _items(self) -> Mapping[int, ItemForecast]:
        return self._again().items

    def __getitem__(self, id: int) -> ItemForecast:
        return self._items[id]

    def __iter__(self) -> Iterator[int]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def lean(found: Forecast, again: Callable[[], Forecast]) -> Forecast:
    """The same forecast without the schedule that its items come from, which is most of it.

    ``again`` makes it anew: it is called once, when an item or a load is first read.
    """
    whole = cache(again)
    work, needed = Loads(lambda: tuple(whole().work)), Loads(lambda: tuple(whole().needed))
    return replace(found, items=_Anew(whole), work=work, needed=needed, basis=None)
