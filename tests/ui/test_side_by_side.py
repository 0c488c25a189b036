"""Blocks beside each other: every line as wide as asked, and what room lacks for is left out in order."""

import pytest

from pmtui.domain.text import width
from pmtui.ui.widgets.side_by_side import Block, Para, side_by_side

LONG = "one two three four five six seven eight nine ten"


def lines(blocks: list[Block], cells: int, height: int) -> list[str]:
    return side_by_side(blocks, cells, height, "r").plain.split("\n")


@pytest.mark.parametrize("cells", [12, 33, 80, 121])
@pytest.mark.parametrize("height", [1, 3, 8])
def test_every_line_has_the_cells_that_there_are(cells: int, height: int) -> None:
    block = Block("漢字 heading", (Para("a [/] \u202e b " + "x" * 90, "in  "), Para(LONG, least=1)))
    found = lines([block, block], cells, height)
    assert len(found) <= height
    assert {width(one) for one in found} == {cells}


def test_lines_hang_under_their_lead() -> None:
    found = lines([Block("", (Para("aa bb cc", "out "),))], 10, 5)
    assert [one.rstrip() for one in found] == ["out aa bb", "    cc"]


def test_what_is_spare_goes_first_then_the_last_is_shortened() -> None:
    block = Block("Head", (Para("keep " * 6, least=2), Para("never cut"), Para("spare", spare=True)))
    assert lines([block], 11, 9)[-1].rstrip() == "spare"
    found = [one.rstrip() for one in lines([block], 11, 5)]
    assert found == ["Head", "keep keep", "keep keep", "keep keep", "never cut r"]
    found = [one.rstrip() for one in lines([block], 11, 4)]
    assert found == ["Head", "keep keep", "keep keep …", "never cut r"]
    assert lines([block], 11, 3)[-1].endswith(" r")


def test_nothing_fits_into_nothing() -> None:
    assert lines([], 80, 5) == [""]
    assert lines([Block("Head", ())], 0, 5) == [""]
