"""Styles of cells as terminals take them, and the shortest way from one to the next."""

from functools import lru_cache

COLOR_LEADS = frozenset((38, 48))
DRAWN_ON_BLANKS = frozenset((4, 7, 9, 21, 51, 52, 53))  # lines and reversal show where there is no character
WEIGHTS = frozenset(("1", "2"))  # bold and dim, which end together
OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29"}

Parts = tuple[frozenset[str], str, str]  # attributes, foreground, background


@lru_cache(maxsize=4096)
def parts(style: str) -> Parts:
    """The attributes, foreground and background among the parameters of a style; "" is the terminal's own."""
    attributes, fore, back = set(), "", ""
    numbers = [one for one in style.split(";") if one]
    while numbers:
        number = int(numbers[0])
        taken = 1
        if number in COLOR_LEADS:
            taken = 3 if numbers[1:2] == ["5"] else 5
        code = ";".join(numbers[:taken])
        numbers = numbers[taken:]
        if number == 38 or 30 <= number <= 37 or 90 <= number <= 97:
            fore = code
        elif number == 48 or 40 <= number <= 47 or 100 <= number <= 107:
            back = code
        elif number not in (0, 39, 49):
            attributes.add(code)
    return frozenset(attributes), fore, back


@lru_cache(maxsize=4096)
def without_color(style: str) -> str:
    """The attributes alone."""
    return ";".join(sorted(parts(style)[0], key=int))


@lru_cache(maxsize=4096)
def blank(style: str) -> str:
    """What of a style can be seen on a space."""
    attributes, fore, back = parts(style)
    drawn = sorted(one for one in attributes if int(one) in DRAWN_ON_BLANKS)
    return ";".join(filter(None, (*drawn, fore if drawn else "", back)))


@lru_cache(maxsize=4096)
def erasable(style: str) -> bool:
    """Whether erasing with this style's background looks as spaces in it."""
    return not any(int(one) in DRAWN_ON_BLANKS for one in parts(style)[0])


@lru_cache(maxsize=8192)
def change(before: str | None, after: str) -> str:
    """The escape sequence from one style to another; ``before`` None is unknown."""
    if before == after:
        return ""
    whole = f"\x1b[0;{after}m" if after else "\x1b[m"
    if before is None:
        return whole
    old, old_fore, old_back = parts(before)
    new, new_fore, new_back = parts(after)
    gone = {OFF.get(one, "") for one in old - new}
    if "" in gone:
        return whole
    codes = [*sorted(gone), *sorted(new - old if "22" not in gone else new - (old - WEIGHTS))]
    if old_fore != new_fore:
        codes.append(new_fore or "39")
    if old_back != new_back:
        codes.append(new_back or "49")
    shorter = f"\x1b[{';'.join(codes)}m" if codes else ""
    return shorter if len(shorter) < len(whole) else whole
