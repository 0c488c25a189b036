"""Where a row leads: a screen and what to select there."""

from dataclasses import dataclass
from enum import StrEnum


class ScreenName(StrEnum):
    OVERVIEW = "overview"
    PROJECT = "project"
    SCOPE = "scope"
    RESOURCES = "resources"


@dataclass(frozen=True, slots=True)
class Place:
    """A screen, its tab, and the row to put the cursor on (``entity`` is the class name)."""

    screen: ScreenName
    project_id: int | None = None
    tab: str = ""
    entity: str = ""
    id: int | None = None
