"""The rules of a table as SQL, from the descriptions of its entity: what raw SQL cannot get around either."""

from collections.abc import Iterator

from pmtui.domain.entities import Dependency, Entity, Settings, WorkItem, described
from pmtui.domain.fields import Description, Kind, values
from pmtui.domain.text import BLANK_ENDS

_INTEGERS = {Kind.WHOLE, Kind.PERCENT, Kind.MINUTES, Kind.DAYS, Kind.MONEY, Kind.REF, Kind.FLAG}
_TEXTS = {Kind.TEXT, Kind.LONG, Kind.NUMBER}

# Line and paragraph separators, bidi and interlinear controls, as domain/text.py removes them.
_BIDI = ((0x2028, 0x2029), (0x61C, 0x61C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x206F), (0xFFF9, 0xFFFB))

# What domain/text.py takes off the ends: nothing can be read of a text of these alone.
_BLANK = "||".join(f"char({ord(one)})" for one in BLANK_ENDS)

# Rules between the fields of one row that their descriptions cannot say.
_OWN: dict[type[Entity], tuple[str, ...]] = {
    Settings: ("id = 1",),
    WorkItem: ("parent_id IS NULL OR parent_id <> id",),
    Dependency: ("predecessor_id <> successor_id",),
}


def is_integer(description: Description) -> bool:
    """Whether the field is stored as an INTEGER, else as TEXT."""
    return description.kind in _INTEGERS


def is_nullable(description: Description) -> bool:
    """Whether the stored field may be NULL: text that is not given is empty instead."""
    return not description.required and description.kind not in _TEXTS


def characters(name: str, *, lines: bool) -> str:
    """No control character or bidi override; newline and tab only where there are ``lines``."""
    ranges = ((1, 8), (11, 31), (127, 159)) if lines else ((1, 31), (127, 159))
    spans = (*ranges, *_BIDI)
    allowed = "||".join(f"char({first})||'-'||char({last})" for first, last in spans)
    return f"{name} NOT GLOB '*['||{allowed}||']*' AND instr({name}, char(0)) = 0"


def _field_rules(name: str, description: Description) -> Iterator[str]:
    if is_integer(description):
        yield f"typeof({name}) = 'integer'"
    else:
        yield f"typeof({name}) = 'text'"
    if description.kind is Kind.FLAG:
        yield f"{name} IN (0, 1)"
    if description.kind is Kind.CHOICE:
        assert description.choices is not None
        quoted = ", ".join(f"'{value}'" for value in values(description.choices))
        yield f"{name} IN ({quoted})"
    if description.kind is Kind.DAY:
        # With a modifier, date() turns 2027-02-30 into 2027-03-02, so that only real days equal themselves. For
        # 2027-13-01 it gives NULL, and a CHECK that is NULL passes: hence IS.
        yield f"{name} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date({name}, '+0 days') IS {name}"
        yield f"{name} >= '0001-01-01'"
    if description.kind in _TEXTS:
        yield f"length({name}) <= {description.most}"
        yield characters(name, lines=description.kind is Kind.LONG)
        if description.required:
            yield f"trim({name}, {_BLANK}) <> ''"
    if description.kind is Kind.NUMBER:
        yield f"{name} NOT GLOB '*[^0-9.-]*' AND {name} NOT GLOB '?*-*' AND {name} NOT GLOB '*.*.*'"
        yield f"({name} = '' OR {name} GLOB '*[0-9]*')"
    if is_integer(description) and description.least is not None:
        yield f"{name} >= {description.least}"
    if is_integer(description) and description.most is not None:
        yield f"{name} <= {description.most}"


def checks(entity: type[Entity]) -> Iterator[tuple[str, str]]:
    """The name and the SQL of each CHECK of an entity's table."""
    for name, description in described(entity).items():
        rule = " AND ".join(_field_rules(name, description))
        if is_nullable(description):
            rule = f"{name} IS NULL OR ({rule})"
        yield name, rule
    for first, second in entity.in_order:
        yield f"{first}_{second}", f"{first} IS NULL OR {second} IS NULL OR {first} <= {second}"
    for number, rule in enumerate(_OWN.get(entity, ())):
        yield f"rule_{number}", rule
