"""Quick entry: one line of text as a work item with its people, links and dates."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from pmtui.domain.choices import LinkKind, WorkKind
from pmtui.domain.days import MONTHS, read_day, show_weekday
from pmtui.domain.entities import Resource, WorkItem
from pmtui.domain.entry import DAYS_A_WEEK, read_minutes, read_units, show_minutes, show_units
from pmtui.domain.errors import Refused
from pmtui.domain.fields import TITLE_MOST
from pmtui.domain.outline import item_named
from pmtui.domain.text import clean
from pmtui.domain.workspace import Workspace

_WORD = re.compile(r'@"[^"]*"?\S*|\S+')
_PERSON = re.compile(r'@(?:"([^"]*)"?|([^"*]*))(?:\*(.*))?')
_EFFORT = re.compile(r"(?:\d+(?:[.,]\d+)?(?:w|d|h|m|min))+", re.ASCII | re.IGNORECASE)
_DURATION = re.compile(r"=(\d{1,5})(d|w|)", re.ASCII | re.IGNORECASE)
_LAG = re.compile(r"([+-]\d{1,4})(d|w)", re.ASCII | re.IGNORECASE)
_ITEM = re.compile(r"(?:[^\W_][^\s-]*(?:-[^\s-]+)*-)?\d{1,15}", re.ASCII)
_DAY_WORDS = 3  # 3 feb 2027
_LINK_WORDS = 12  # 1, 2, 3 ss +2d


@dataclass(frozen=True, slots=True)
class QuickAssignment:
    """A resource and its units in hundredths."""

    resource_id: int
    units: int = 100


@dataclass(frozen=True, slots=True)
class QuickLink:
    """A predecessor of the new item; lag in working days."""

    item_id: int
    kind: LinkKind = LinkKind.FINISH_START
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Quick:
    """What a line of quick entry means; it may be added where ``errors`` is empty.

    Effort in minutes, duration in working days; ``reading`` tells it back in one line.
    """

    title: str
    kind: WorkKind = WorkKind.TASK
    effort: int | None = None
    duration: int | None = None
    assignments: tuple[QuickAssignment, ...] = ()
    links: tuple[QuickLink, ...] = ()
    start_no_earlier: date | None = None
    deadline: date | None = None
    parent_id: int | None = None
    reading: str = ""
    errors: tuple[str, ...] = ()


@dataclass(slots=True)
class _Fields:
    """The fields read so far, from the right end of the line, hence people and links in reverse."""

    workspace: Workspace
    project_id: int
    today: date
    milestone: bool = False
    effort: int | None = None
    duration: int | None = None
    people: list[QuickAssignment] = field(default_factory=list)
    links: list[QuickLink] = field(default_factory=list)
    start: date | None = None
    deadline: date | None = None
    parent: WorkItem | None = None
    errors: list[str] = field(default_factory=list)


def read_quick(line: str, workspace: Workspace, project_id: int, today: date) -> Quick:
    """Read one line such as ``Seal test @ana*0.5 3d after 12 ss +2d by fri in 7``.

    Fields are read from the right end while words fit; what is left is the title, and ``\\`` keeps a word in
    it. A word that is a field but names nothing known is an error, never silently a part of the title.
    """
    words = _WORD.findall(clean(line, long=False).text)
    fields = _Fields(workspace, project_id, today)
    end = len(words)
    while end > 0:
        taken = _take(fields, words[:end])
        if taken == 0:
            break
        end -= taken
    title = " ".join(word[1:] if word.startswith("\\") else word for word in words[:end])
    _check(fields, title)
    kind = WorkKind.MILESTONE if fields.milestone else WorkKind.TASK
    return Quick(
        title,
        kind,
        fields.effort,
        fields.duration,
        tuple(reversed(fields.people)),
        tuple(reversed(fields.links)),
        fields.start,
        fields.deadline,
        fields.parent.id if fields.parent is not None else None,
        _reading(fields, title),
        tuple(reversed(fields.errors)),
    )


def _take(fields: _Fields, words: list[str]) -> int:
    """Read the field at the end of the words; how many words it took, 0 where none is there."""
    last = words[-1]
    if last == "!":
        fields.milestone = True
        return 1
    if last.startswith("@"):
        _take_person(fields, last)
        return 1
    if _EFFORT.fullmatch(last):
        return _take_effort(fields, words)
    found = _DURATION.fullmatch(last)
    if found is not None:
        _once(fields, fields.duration, "A fixed duration")
        fields.duration = int(found[1]) * (DAYS_A_WEEK if found[2].lower() == "w" else 1)
        return 1
    for count in range(2, min(len(words), _LINK_WORDS + 1) + 1):
        keyword, values = words[-count].lower(), words[-count + 1 :]
        if keyword in ("from", "by") and count <= _DAY_WORDS + 1 and _take_day(fields, keyword, values):
            return count
        if keyword == "after" and _take_links(fields, values):
            return count
        if keyword == "in" and len(values) == 1 and _take_parent(fields, values[0]):
            return count
    return 0


def _once(fields: _Fields, before: object, what: str) -> None:
    if before is not None:
        fields.errors.append(f"{what} is given twice: keep one.")


def _take_effort(fields: _Fields, words: list[str]) -> int:
    """One or more words of effort in a row, such as ``1d 4h``."""
    count = 1
    while count < len(words) and _EFFORT.fullmatch(words[-count - 1]):
        count += 1
    _once(fields, fields.effort, "Effort")
    try:
        fields.effort = read_minutes(" ".join(words[-count:]))
    except Refused as error:
        fields.errors.append(error.sentence)
    return count


def _take_day(fields: _Fields, keyword: str, values: list[str]) -> bool:
    text = " ".join(values)
    try:
        day = read_day(text, fields.today)
    except Refused as error:
        if not _like_a_day(values):
            return False
        fields.errors.append(f"“{keyword} {text}”: {error.sentence}")
        return True
    if keyword == "from":
        _once(fields, fields.start, "“from”")
        fields.start = day
    else:
        _once(fields, fields.deadline, "“by”")
        fields.deadline = day
    return True


def _like_a_day(values: list[str]) -> bool:
    """Whether words were meant as a day though they are none: ``2027-02-30`` and ``30 feb``, not ``hand``."""
    if re.match(r"[+-]?\d", values[0]) is None:
        return False
    return len(values) == 1 or values[1][:3].title() in MONTHS


def _take_links(fields: _Fields, values: list[str]) -> bool:
    """One predecessor or several with commas between them, then the kind and the lag of each of the links."""
    listed, *rest = values
    while listed.endswith(",") and rest:
        listed += rest.pop(0)
    names = listed.split(",")
    if any(_ITEM.fullmatch(name) is None for name in names):
        return False
    kind, lag = LinkKind.FINISH_START, 0
    if rest and rest[0].upper() in LinkKind.__members__.values():
        kind = LinkKind(rest.pop(0).upper())
    if rest:
        found = _LAG.fullmatch(rest.pop(0))
        if found is None:
            return False
        lag = int(found[1]) * (DAYS_A_WEEK if found[2].lower() == "w" else 1)
    if rest:
        return False
    for name in reversed(names):
        item = _item(fields, f"after {name}", name)
        if item is not None:
            if any((one.item_id, one.kind) == (item.id, kind) for one in fields.links):
                fields.errors.append(f"“after {name}” is given twice: keep one.")
            fields.links.append(QuickLink(item.id, kind, lag))
    return True


def _take_parent(fields: _Fields, name: str) -> bool:
    if _ITEM.fullmatch(name) is None:
        return False
    _once(fields, fields.parent, "“in”")
    item = _item(fields, f"in {name}", name)
    if item is not None and item.project_id != fields.project_id:
        fields.errors.append(f"{fields.workspace.name_of(item)} is in another project: name a parent in this one.")
    elif item is not None:
        fields.parent = item
    return True


def _item(fields: _Fields, words: str, name: str) -> WorkItem | None:
    item = item_named(fields.workspace, name, fields.project_id)
    if item is None:
        first = words.split()[0]
        fields.errors.append(
            f"“{words}” names no work item: type its number, or \\{first} to keep the words in the title."
        )
    return item


def _take_person(fields: _Fields, word: str) -> None:
    found = _PERSON.fullmatch(word)
    if found is None:
        fields.errors.append(f'{word} cannot be read: type such as @ana or @"Ana Lima"*0.5.')
        return
    units = 100
    if found[3] is not None:
        try:
            units = read_units(found[3])
        except Refused as error:
            fields.errors.append(f"{word}: {error.sentence}")
    typed = (found[1] if found[1] is not None else found[2]).strip()
    matches = named(fields.workspace, typed)
    if len(matches) != 1:
        fields.errors.append(_not_one(typed, matches))
    elif any(one.resource_id == matches[0].id for one in fields.people):
        fields.errors.append(f"{matches[0].name} is named twice: keep one.")
    else:
        fields.people.append(QuickAssignment(matches[0].id, units))


def named(workspace: Workspace, typed: str) -> tuple[Resource, ...]:
    """The resources that typed text may name: the one of that name, else whose name or a word of it starts so.

    Case and accents do not matter.
    """
    wanted = _folded(typed)
    if not wanted:
        return ()
    names = [(one, _folded(one.name)) for one in workspace.all(Resource).values()]
    for fits in (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted),
        lambda name: any(word.startswith(wanted) for word in name.split()),
    ):
        found = tuple(one for one, name in names if fits(name))
        if found:
            return found
    return ()


def _folded(text: str) -> str:
    folded = text.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(one for one in decomposed if not unicodedata.combining(one))
    return " ".join(folded.split())


def _not_one(typed: str, matches: tuple[Resource, ...]) -> str:
    if not typed:
        return "Type a name after @, such as @ana."
    if not matches:
        return f"@{typed} names nobody: type a person's name, or \\@{typed} to keep it in the title."
    names = [one.name for one in matches[:3]] + (["others"] if len(matches) > 3 else [])
    return f"@{typed} may be {', '.join(names[:-1])} or {names[-1]}: type more of the name."


def _check(fields: _Fields, title: str) -> None:
    if not title:
        fields.errors.append("Type a title before the fields.")
    if len(title) > TITLE_MOST:
        fields.errors.append(f"The title has {len(title)} characters: shorten it to {TITLE_MOST}.")
    if fields.milestone and (fields.effort or fields.duration):
        fields.errors.append("A milestone takes no time: leave out ! or the effort.")
    elif fields.effort is not None and fields.duration is not None:
        fields.errors.append("Type an effort or a fixed duration, not both.")
    if fields.start is not None and fields.deadline is not None and fields.deadline < fields.start:
        fields.errors.append("“by” is before “from”: type a later day.")


def _reading(fields: _Fields, title: str) -> str:
    workspace = fields.workspace
    parts = [title or "(no title)"]
    for one in reversed(fields.people):
        share = "" if one.units == 100 else f" × {show_units(one.units)}"
        parts.append(workspace.all(Resource)[one.resource_id].name + share)
    if fields.milestone:
        parts.append("milestone")
    if fields.effort is not None:
        parts.append(show_minutes(fields.effort))
    if fields.duration is not None:
        parts.append(f"fixed {fields.duration}d")
    for link in reversed(fields.links):
        kind = "" if link.kind is LinkKind.FINISH_START else f" {link.kind.lower()}"
        lag = f" {link.lag:+}d" if link.lag else ""
        parts.append(f"after {workspace.name_of(workspace.all(WorkItem)[link.item_id])}{kind}{lag}")
    if fields.start is not None:
        parts.append(f"from {show_weekday(fields.start)}")
    if fields.deadline is not None:
        parts.append(f"by {show_weekday(fields.deadline)}")
    if fields.parent is not None:
        parts.append(f"in {workspace.name_of(fields.parent)}")
    return " · ".join(parts)
