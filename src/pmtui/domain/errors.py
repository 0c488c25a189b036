"""The one way in which a rule says no."""

from collections.abc import Mapping


class Refused(Exception):
    """A command or a value was refused: a sentence that says why and what to do, by field where one is at fault."""

    def __init__(self, sentence: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields: Mapping[str, str] = dict(fields or {})
