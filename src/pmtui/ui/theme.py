"""Glyphs and styles with a meaning; each color comes with a glyph or a word, so that none is needed."""

from rich.terminal_theme import TerminalTheme
from rich.text import Text

from pmtui.domain.choices import Rag, WorkState

RAG_GLYPHS = {Rag.ON_TRACK: "●", Rag.AT_RISK: "▲", Rag.OFF_TRACK: "■", Rag.NOT_SET: "○"}
RAG_STYLES = {Rag.ON_TRACK: "green", Rag.AT_RISK: "yellow", Rag.OFF_TRACK: "bold red", Rag.NOT_SET: "dim"}
STATE_GLYPHS = {
    WorkState.TO_DO: "·",
    WorkState.IN_PROGRESS: "▸",
    WorkState.BLOCKED: "✗",
    WorkState.DONE: "✓",
    WorkState.DROPPED: "–",
}
GOOD, WARN, BAD, DIM, STRONG = "green", "yellow", "bold red", "dim", "bold"

# The sixteen colors on a dark ground: each light enough to be read where a terminal shows them as greys.
ANSI_COLORS = TerminalTheme(
    (18, 18, 18),
    (224, 224, 224),
    [
        (70, 70, 70),
        (255, 120, 120),
        (95, 220, 95),
        (240, 200, 90),
        (130, 170, 255),
        (220, 150, 240),
        (120, 215, 225),
        (215, 215, 215),
    ],
    [
        (140, 140, 140),
        (255, 150, 150),
        (160, 235, 160),
        (255, 220, 130),
        (165, 195, 255),
        (235, 180, 250),
        (150, 235, 245),
        (255, 255, 255),
    ],
)


def rag_text(rag: Rag, *, word: bool = True, overridden: bool = False) -> Text:
    """A health as its glyph, with its word where there is room; ``*`` where set by hand."""
    shown = RAG_GLYPHS[rag] + (f" {rag.value}" if word else "") + ("*" if overridden else "")
    return Text(shown, style=RAG_STYLES[rag])


def slip_text(slip: int | None, shown: str) -> Text:
    """A slip in working days in the color of its size; its sign says the same without color."""
    if slip is None:
        return Text(shown, style=BAD)
    return Text(shown, style=GOOD if slip <= 0 else WARN if slip <= 10 else BAD)
