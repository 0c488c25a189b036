"""How many examples a property is tried on."""

from hypothesis import settings


def examples(count: int) -> settings:
    """So many of them in the suite; in a search as many times more as its profile has.

    A number that stands beside a property alone would hold in a search as well.
    """
    return settings(max_examples=count * settings.default.max_examples // 100)
