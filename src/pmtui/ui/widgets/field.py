"""Fields of a form, without a widget: what is typed or picked so far, how it reads, and what is wrong with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pmtui.domain.days import show_weekday
from pmtui.domain.entities import entity_named
from pmtui.domain.entry import EntryContext, read, show
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Description, Kind
from pmtui.domain.text import fit, width

PICKED = frozenset({Kind.CHOICE, Kind.FLAG})  # never typed: keys pick among their options
CODE_MOST = 12  # letters up to which a text is a code
QUOTED_CELLS = 40  # of what was typed, in a refusal: a long paste would push the form away


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things that a field can refer to: the value to store, its name, and what tells it apart."""

    key: object
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form; ``options`` are what it may be, asked for when first needed (a reference has them)."""

    name: str
    description: Description
    label: str = ""
    options: Callable[[], Sequence[Option]] | None = None
    given: bool = False  # has its value to begin with, so that a form does not begin there

    @property
    def title(self) -> str:
        """The label to show, with a mark where the field must be filled."""
        mark = " *" if self.description.required and self.description.kind not in PICKED else ""
        return (self.label or self.description.label) + mark


class Field:
    """One field of an open form; the only place where a form turns what is typed into a value."""

    def __init__(self, spec: FieldSpec, value: object, context: EntryContext) -> None:
        self.spec = spec
        self.kind = spec.description.kind
        self.context = context
        self.opened = value
        self.picked = value
        self.typed = self._shown(value)
        self.opened_typed = self.typed
        self.error = ""
        self._letters = ""  # typed one after the other to pick an option by its words

    @property
    def changed(self) -> bool:
        """Whether anything differs from what the form opened with."""
        return self.typed != self.opened_typed or (self.kind in PICKED and self.picked != self.opened)

    @property
    def must_be_typed(self) -> bool:
        """Whether the field has no value of its own accord, so that a form begins there."""
        return self.spec.description.required and self.kind not in PICKED and not self.spec.given

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """What a choice, a flag or a reference may be, in order."""
        description = self.spec.description
        if self.spec.options is not None:
            found = tuple(self.spec.options())
        elif self.kind is Kind.FLAG:
            return (Option(False, "no"), Option(True, "yes"))
        else:
            found = tuple(Option(one, str(one.value)) for one in description.choices or ())
        if self.kind is Kind.CHOICE and not description.required:
            return (Option(None, "none"), *found)
        return found

    def pick(self, option: Option) -> None:
        """Take one option."""
        self.picked = option.key
        self.typed = option.label
        self.error = ""
        self._letters = ""

    def step(self, by: int) -> None:
        """Take the option that is ``by`` places on, round the end."""
        if self.options:
            self.pick(self.options[(self.place + by) % len(self.options)])

    def step_to(self, letter: str) -> bool:
        """Take the option that begins with the letters typed so far, else the next with this one; False: none.

        A space that is none of them takes the next option.
        """
        count = len(self.options)
        for letters, first in ((self._letters + letter, int(not self._letters)), (letter, 1)):
            ring = (self.options[(self.place + by) % count] for by in range(first, first + count))
            found = next((one for one in ring if one.label.casefold().startswith(letters.casefold())), None)
            if found is not None:
                self.pick(found)
                self._letters = letters
                return True
        self._letters = ""
        if letter == " ":
            self.step(1)
        return letter == " "

    @property
    def place(self) -> int:
        """The position of the picked option; the first where there is none."""
        return next((at for at, one in enumerate(self.options) if one.key == self.picked), 0)

    @property
    def typed_anew(self) -> bool:
        """Whether typing takes the place of what is there: a figure, a name to choose, a code; not a text."""
        return self.kind is not Kind.TEXT or (self.spec.description.most or 0) <= CODE_MOST

    def type(self, text: str) -> None:
        """Take what is typed now; what was wrong before is no longer said."""
        if text != self.typed:
            self.typed = text
            self.error = ""

    def retype(self, text: str) -> None:
        """Take again what was typed or picked before, by what it showed."""
        listed = self.kind in PICKED or self.kind is Kind.REF
        option = next((one for one in self.options if one.label == text), None) if listed else None
        if option is not None:
            self.pick(option)
        elif self.kind not in PICKED:
            self.type(text)

    def rebase(self, value: object) -> None:
        """Go on from another stored value; what was typed or picked stays."""
        changed = self.changed
        self.opened = value
        self.opened_typed = self._shown(value)
        if not changed:
            self.picked = value
            self.typed = self.opened_typed

    def matches(self) -> tuple[Option, ...]:
        """The options that what is typed may mean, those that begin with it first; all where it is a picked one."""
        typed = " ".join(self.typed.split()).casefold()
        if not typed or self.typed == self._label(self.picked):
            return self.options
        words = typed.split()
        found = [
            one for one in self.options if all(word in f"{one.label} {one.detail}".casefold() for word in words)
        ]
        return tuple(sorted(found, key=lambda one: not one.label.casefold().startswith(typed)))

    def value(self) -> object:
        """The value to save; Refused with a sentence where what is typed is none."""
        if self.kind in PICKED:
            return self.picked
        if self.kind is Kind.REF:
            return self._referred()
        if not self.changed and self.typed:
            return self.opened  # what is shown may be rounder than what is stored
        return read(self.spec.description, self.typed, self.context)

    def value_or_blank(self) -> object:
        """The value as ``value`` has it; of a long text that must be given, what there is of it."""
        return self.typed if self.kind is Kind.LONG else self.value()

    def check(self) -> bool:
        """Whether what is typed is a value; else ``error`` says what to do."""
        try:
            self.value()
        except Refused as refused:
            self.error = refused.sentence
        else:
            self.error = ""
        return not self.error

    def reading(self) -> str:
        """How what is typed is understood, where that says more than the typed text; "" while it is nothing yet."""
        if self.kind is Kind.REF:
            return self._detail()
        if self.kind in (Kind.TEXT, Kind.LONG, *PICKED) or not self.typed.strip():
            return ""
        try:
            value = read(self.spec.description, self.typed, self.context)
        except Refused:
            return ""
        longer = self._long(value) if value is not None else ""
        return f"= {longer}" if longer not in ("", self.typed.strip()) else ""

    def _long(self, value: object) -> str:
        description = self.spec.description
        if isinstance(value, date):
            return show_weekday(value)
        if self.kind is Kind.MINUTES and isinstance(value, int):
            hours = f"{value / 60:g}h"
            return hours if hours != self.typed.strip() else show(description, value, self.context)
        return show(description, value, self.context)

    def _detail(self) -> str:
        option = self._option(self.picked)
        return option.detail if option is not None and option.label == self.typed else ""

    def _referred(self) -> object:
        typed = self.typed.strip()
        if not typed:
            return read(self.spec.description, "", self.context)
        if self.typed == self._label(self.picked):
            return self.picked
        found = self.matches()
        same = [one for one in found if one.label.casefold() == typed.casefold()]
        if len(same or found) == 1:
            return (same or found)[0].key
        refers = self.spec.description.refers
        noun = entity_named(refers).noun if refers else (self.spec.label or self.spec.description.label).lower()
        named = fit(typed, QUOTED_CELLS).rstrip() if width(typed) > QUOTED_CELLS else typed
        if not found:
            raise Refused(f"No {noun} is called {named!r}: type a part of a name, or enter for the list")
        raise Refused(f"{named!r} may be {len(found)} of them: type more, or enter for the list")

    def _option(self, key: object) -> Option | None:
        return next((one for one in self.options if one.key == key), None)

    def _label(self, key: object) -> str:
        option = None if key is None else self._option(key)
        return option.label if option is not None else ""

    def _shown(self, value: object) -> str:
        if self.kind in PICKED:
            option = self._option(value)
            return option.label if option is not None else "none"
        if self.kind is Kind.REF:
            return self._label(value)
        return show(self.spec.description, value, self.context)


def valid_values(fields: Sequence[Field]) -> dict[str, object] | None:
    """All values by field as they are now, long texts as they were left; None, unsaid, where one is wrong."""
    try:
        return {field.spec.name: field.value_or_blank() for field in fields}
    except Refused:
        return None


def value_of(fields: Sequence[Field], name: str) -> object:
    """The value of one field as it is now; None where there is none, or it is wrong."""
    try:
        return next((field.value() for field in fields if field.spec.name == name), None)
    except Refused:
        return None
